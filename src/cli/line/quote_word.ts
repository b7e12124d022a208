import { escapeLine } from "../escape.ts";

/**
 * A word as a POSIX shell takes it. Control characters come out as visible escapes: a command that
 * needs them cannot be printed safely.
 */
export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  // Ids may have letters of any script; the expression for them is slow to compile.
  if (/^[\p{L}\p{N}_]+$/u.test(word)) return word;
  return `'${escapeLine(word).replaceAll("'", "'\\''")}'`;
}
