import { asciiClasses } from "./ascii_classes.ts";

/** Sets of ASCII characters that tokens are made of, as bits that can be joined with `|`. */
export const CHARACTERS = {
  digit: 1,
  lowerHex: 2,
  /** RFC 4648 base32, upper case, without padding. */
  base32: 4,
  alphanumeric: 8,
  /** RFC 4648 base64 with its padding. */
  base64: 16,
  /** RFC 4648 base64url without padding. */
  base64url: 32,
  /** RFC 7235 `token68`, what follows the scheme in an `Authorization` header. */
  token68: 64,
  /** Segments of a URL path and the slashes between them. */
  path: 128,
} as const;

const SETS = classify();

/** Whether a UTF-16 code unit belongs to one of the sets. */
export function isIn(code: number, sets: number): boolean {
  return ((SETS[code] ?? 0) & sets) !== 0;
}

/** Index after the run of characters of these sets that begins at `at`, at most `limit`. */
export function runEnd(text: string, at: number, sets: number, limit = text.length): number {
  let end = at;
  while (end < limit && isIn(text.charCodeAt(end), sets)) {
    end++;
  }
  return end;
}

function classify(): Uint8Array {
  const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const alphanumeric = `0123456789${upper}${upper.toLowerCase()}`;
  return asciiClasses([
    [CHARACTERS.digit, "0123456789"],
    [CHARACTERS.lowerHex, "0123456789abcdef"],
    [CHARACTERS.base32, `${upper}234567`],
    [CHARACTERS.alphanumeric, alphanumeric],
    [CHARACTERS.base64, `${alphanumeric}+/=`],
    [CHARACTERS.base64url, `${alphanumeric}-_`],
    [CHARACTERS.token68, `${alphanumeric}-._~+/=`],
    [CHARACTERS.path, `${alphanumeric}-_/`],
  ]);
}
