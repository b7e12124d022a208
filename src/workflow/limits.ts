import { fail } from "../store/failure.ts";

/** The longest note, in characters (code points). */
export const NOTE_LIMIT = 2000;

/** The longest constraint, in characters. */
export const CONSTRAINT_LIMIT = 1000;

/** How much of a program's output one event keeps, in characters. */
export const OUTPUT_LIMIT = 1000;

/** The length of a text in code points, which is how the predecessor counted its limits. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let index = 0; index + 1 < text.length; index++) {
    if (isPair(text, index)) {
      count--;
      index++;
    }
  }
  return count;
}

/** The first `limit` code points of a text; never half of a surrogate pair. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (let count = 0; count < limit && end < text.length; count++) {
    end += isPair(text, end) ? 2 : 1;
  }
  return text.slice(0, end);
}

/** Throws `usage.too_long` for a text above its limit; `what` names the text, as in "note". */
export function requireLength(what: string, text: string, limit: number): void {
  if (text.length <= limit) return;
  const length = characterCount(text);
  if (length > limit) throw fail("usage.too_long", { what, length, limit });
}

function isPair(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff;
}
