import { CHARACTERS, isIn, runEnd } from "./characters.ts";
import type { TokenPart, TokenShape } from "./token_shape.ts";

const DOT = 0x2e;

/** What came of looking for a token of one shape at one place. */
export interface TokenMatch {
  readonly matched: boolean;
  /**
   * Where the secret ends. If there is none, where the run after the prefix ends: a later prefix of
   * this shape whose run ends there too is not that of a secret either.
   */
  readonly end: number;
}

/**
 * Looks for a token whose prefix stands at `at`. What precedes it is not looked at, except the digits
 * that {@link tokenStart} counts.
 */
export function matchToken(text: string, at: number, shape: TokenShape): TokenMatch {
  let start = at + shape.prefix.length;
  let end = start;
  let firstEnd = -1;
  for (const part of shape.parts) {
    end = partEnd(text, start, part);
    firstEnd = firstEnd === -1 ? end : firstEnd;
    const isLast = part === shape.parts.at(-1);
    if (!fits(part, end - start) || !(isLast || text.charCodeAt(end) === DOT)) {
      return { matched: false, end: firstEnd };
    }
    start = end + 1;
  }
  return { matched: true, end };
}

/**
 * Where the secret begins whose prefix stands at `at`; -1 if too few or too many digits precede it.
 *
 * @param least Nothing before this index belongs to it.
 */
export function tokenStart(text: string, at: number, shape: TokenShape, least: number): number {
  const digits = shape.digitsBefore;
  if (digits === undefined) {
    return at;
  }
  let start = at;
  while (start > least && at - start <= digits.max && isDigit(text, start - 1)) {
    start--;
  }
  const count = at - start;
  return count >= digits.min && count <= digits.max ? start : -1;
}

function fits(part: TokenPart, length: number): boolean {
  return length >= part.min && length <= (part.max ?? Infinity);
}

/** End of the run of a part. One that is longer than it may be is followed one character too far. */
function partEnd(text: string, start: number, part: TokenPart): number {
  const lead = start + (part.lead ?? 0);
  const leadEnd = runEnd(text, start, CHARACTERS.alphanumeric, Math.min(lead, text.length));
  if (leadEnd < lead) {
    return leadEnd;
  }
  const limit = part.max === undefined ? text.length : Math.min(text.length, start + part.max + 1);
  return runEnd(text, leadEnd, part.characters, limit);
}

function isDigit(text: string, index: number): boolean {
  return isIn(text.charCodeAt(index), CHARACTERS.digit);
}
