import { escapeLine } from "./escape.ts";

/**
 * A word as a POSIX shell takes it. Control characters come out as visible escapes: a command that
 * needs them cannot be printed safely.
 */
export function quoteWord(word: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word) && !word.startsWith("-")) return word;
  return `'${escapeLine(word).replaceAll("'", "'\\''")}'`;
}
