/** So many characters, letters and digits next to each other, must look random. */
const SHORTEST = { mixedCase: 16, oneCase: 24 } as const;

/**
 * Characters of one kind stand together in words and identifiers, and seldom in what was drawn: a run of
 * lower-case letters, of upper-case ones, or of digits ends after so few of them. Drawn from 62
 * characters there are 0.62 runs for each character, from 36 there are 0.4, in `camelCaseNames` 0.3.
 */
const RUNS = { mixedCase: 0.42, oneCase: 0.28 } as const;

/** Bits for each character; what was drawn has more, also where it is short. */
const LEAST_ENTROPY = 3.2;

const HEX = /^(?:0x)?[0-9a-f]*$/i;

/** Crockford's base32, 26 characters of which the first is at most 7. */
const ULID = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/i;

/** A password with symbols in it, as managers of passwords make them. */
const PASSWORD = /^[A-Za-z0-9*][A-Za-z0-9!@#$%^&*~+?_-]{11,}$/;
const SYMBOL = /[!@#$%^&*~+?]/;

/**
 * Whether a word looks as if its characters had been drawn one by one: not hexadecimal digits, a UUID, a
 * ULID, a path, a name made of words. In linear time.
 */
export function looksRandom(word: string): boolean {
  const longest = longestStretch(word);
  return isDrawn(longest) || isPassword(word);
}

/** The longest run of letters and digits: what separates them says nothing. */
function longestStretch(word: string): string {
  return word.split(/[^A-Za-z0-9]+/).reduce((a, b) => b.length > a.length ? b : a, "");
}

function isDrawn(text: string): boolean {
  if (HEX.test(text) || ULID.test(text)) return false;
  const [lower, upper, digit] = [/[a-z]/, /[A-Z]/, /[0-9]/].map((kind) => kind.test(text));
  const kind = lower === true && upper === true ? "mixedCase" : "oneCase";
  return digit === true && text.length >= SHORTEST[kind] &&
    runsIn(text) >= RUNS[kind] * text.length && entropyOf(text) >= LEAST_ENTROPY;
}

function isPassword(word: string): boolean {
  return PASSWORD.test(word) && entropyOf(word) >= LEAST_ENTROPY &&
    [/[a-z]/, /[A-Z]/, /[0-9]/, SYMBOL].every((kind) => kind.test(word));
}

function runsIn(text: string): number {
  return (text.match(/[a-z]+|[A-Z]+|[0-9]+/g) ?? []).length;
}

/** Shannon's, of the characters of a text, in bits for each. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits / text.length;
}
