import { CHARACTERS, isIn } from "./characters.ts";

const LONGEST_COLOUR = 16;

/**
 * Whether a token can begin at an index: at the start, after something that is neither a letter nor a
 * digit, or after an escape that ends in one (`\n`, `\u001b`, `%3D`, a terminal colour `[31m`).
 * Looks at a bounded number of characters.
 */
export function canBeginAt(text: string, at: number): boolean {
  if (at === 0 || !isIn(text.charCodeAt(at - 1), CHARACTERS.alphanumeric)) {
    return true;
  }
  const before = text.slice(Math.max(0, at - LONGEST_COLOUR), at);
  return /\\[abefnrtv0]$/.test(before) || /(?:%|\\x)[0-9A-Fa-f]{2}$/.test(before) ||
    /\\u[0-9A-Fa-f]{4}$/.test(before) || /\[[0-9;]*m$/.test(before);
}
