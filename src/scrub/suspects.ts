import { asciiClasses } from "./ascii_classes.ts";
import { CHARACTERS, isIn } from "./characters.ts";
import { NAMES, URL_MARK } from "./find_context.ts";
import { LIKELY_NAMES, SHORTEST_LIKELY } from "./find_likely_secrets.ts";
import { type Literal, LiteralFinder } from "./literal_finder.ts";
import { PEM_BEGIN } from "./private_key.ts";
import { TOKEN_SHAPES } from "./token_shapes.ts";

/** No token goes on with fewer characters behind its prefix. */
const SHORTEST_RUN = 10;

const RUN = CHARACTERS.base64url | CHARACTERS.path;

/** A prefix of two letters is met everywhere; what follows it is not. */
const SHORTEST_LITERAL = 3;

const AT_SIGN = 0x40;

/** What ends the authority of a URL, with all controls and the blank. */
const URL_ENDS = new Set(Array.from('/?#"<>`\\', (character) => character.charCodeAt(0)));

const TOKENS = new Set(
  TOKEN_SHAPES.flatMap(({ prefix }) =>
    prefix.length >= SHORTEST_LITERAL
      ? [prefix]
      : Array.from("0123456789abcdef", (digit) => prefix + digit)
  ),
);

const LITERALS: readonly Literal[] = [
  ...Array.from(TOKENS, (text): Literal => ({ text, anyCase: false })),
  ...NAMES.map((text): Literal => ({ text, anyCase: true })),
  { text: URL_MARK, anyCase: false },
  { text: PEM_BEGIN, anyCase: false },
];

const FINDER = new LiteralFinder(LITERALS);

/** Names before values that only may be secret. */
const LIKELY = new Set(
  LIKELY_NAMES.flatMap((name) => {
    const words = name.split(" ");
    return words.length === 1 ? words : ["", " ", "_", "-"].map((joint) => words.join(joint));
  }).filter((name) => !NAMES.includes(name)),
);

/** Made when it is needed. */
let withLikely: LiteralFinder | null = null;

/** In characters: of what stands between a name and its value, and how much of that is looked at. */
const LONGEST = { tail: 16, quotes: 4, blanks: 3, sign: 3, word: 8, value: 64 } as const;

const ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LOWER_B = 0x62;

/** What bytes may be, as bits. */
const WORD = 1;
const QUOTE = 2;
const BLANK = 4;
const SIGN = 8;
const VALUE = 16;
const CLASSES = asciiClasses([
  [WORD, `${ALPHANUMERIC}_`],
  [QUOTE, "\\\"'`)]"],
  [BLANK, " \t\r\v\f"],
  [SIGN, ":=>-"],
  [VALUE, `${ALPHANUMERIC}+/_.~!@#$%^&*?:-`],
]);

/** A place in bytes where a secret may be. */
export interface Suspect {
  readonly at: number;
  /** A block of lines may begin there: its secret need not end with the line. */
  readonly block: boolean;
  /** There is at most something that may be secret. */
  readonly likely: boolean;
}

/**
 * Finds the places in UTF-8 text where any secret may be that `findSecrets` finds without known values.
 * Much quicker, and some of them hold none.
 *
 * @param suspect Returns the index before which nothing more is wanted.
 * @param likely Also the places where `findLikelySecrets` may find something.
 */
export function findSuspects(
  bytes: Uint8Array,
  suspect: (found: Suspect) => number,
  likely = false,
): void {
  const finder = likely ? withLikely ??= finderWithLikely() : FINDER;
  finder.find(bytes, ({ text }, after) => {
    const isLikely = LIKELY.has(text);
    const isSuspect = isLikely
      ? mayHaveValue(bytes, after)
      : text === URL_MARK
      ? hasUser(bytes, after)
      : !TOKENS.has(text) || goesOn(bytes, after);
    return isSuspect ? suspect({ at: after - 1, block: text === PEM_BEGIN, likely: isLikely }) : 0;
  });
}

function finderWithLikely(): LiteralFinder {
  return new LiteralFinder([
    ...LITERALS,
    ...Array.from(LIKELY, (text): Literal => ({ text, anyCase: true })),
  ]);
}

/**
 * Whether something stands behind a name, as a value does, that is long enough, has a digit in it, and is
 * not hexadecimal.
 */
function mayHaveValue(bytes: Uint8Array, after: number): boolean {
  const quotes = skip(bytes, skip(bytes, after, WORD, LONGEST.tail), QUOTE, LONGEST.quotes);
  const sign = skip(bytes, quotes, BLANK, LONGEST.blanks);
  const end = skip(bytes, sign, SIGN, LONGEST.sign);
  // A verb, or an option before it, needs a blank.
  if (end === sign && sign === quotes) return false;
  const value = skip(bytes, skip(bytes, end, BLANK, LONGEST.blanks), QUOTE, LONGEST.quotes);
  return isValue(bytes, value) || (end === sign && isValue(bytes, nextWord(bytes, value))) ||
    ((bytes[value] ?? 0) | 0x20) === LOWER_B && isValue(bytes, nextWord(bytes, value));
}

function isValue(bytes: Uint8Array, from: number): boolean {
  let hasDigit = false;
  let isHex = true;
  for (let at = from; at < from + LONGEST.value; at++) {
    const byte = bytes[at] ?? 0;
    if (!isOf(VALUE, byte)) return at - from >= SHORTEST_LIKELY && hasDigit && !isHex;
    hasDigit ||= isIn(byte, CHARACTERS.digit);
    isHex &&= isIn(byte | 0x20, CHARACTERS.lowerHex);
  }
  return true;
}

/** Where what follows the next blank begins. */
function nextWord(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + LONGEST.word && isOf(VALUE, bytes[at])) at++;
  return skip(bytes, skip(bytes, at, BLANK, LONGEST.blanks), QUOTE, LONGEST.quotes);
}

/** Where a run of bytes of a class ends. */
function skip(bytes: Uint8Array, from: number, bit: number, most: number): number {
  let at = from;
  while (at < from + most && isOf(bit, bytes[at])) at++;
  return at;
}

function isOf(bit: number, byte: number | undefined): boolean {
  return ((CLASSES[byte ?? 0] ?? 0) & bit) !== 0;
}

function goesOn(bytes: Uint8Array, after: number): boolean {
  // The run of a shape with an extended prefix began one character earlier.
  for (let at = after; at < after + SHORTEST_RUN - 1; at++) {
    if (!isIn(bytes[at] ?? 0, RUN)) return false;
  }
  return true;
}

function hasUser(bytes: Uint8Array, after: number): boolean {
  for (let at = after; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === AT_SIGN) return true;
    if (byte <= 0x20 || URL_ENDS.has(byte)) return false;
  }
  return false;
}
