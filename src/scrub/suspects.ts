import { CHARACTERS, isIn } from "./characters.ts";
import { NAMES, URL_MARK } from "./find_context.ts";
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

const FINDER = new LiteralFinder([
  ...Array.from(TOKENS, (text): Literal => ({ text, anyCase: false })),
  ...NAMES.map((text): Literal => ({ text, anyCase: true })),
  { text: URL_MARK, anyCase: false },
  { text: PEM_BEGIN, anyCase: false },
]);

/** A place in bytes where a secret may be. */
export interface Suspect {
  readonly at: number;
  /** A block of lines may begin there: its secret need not end with the line. */
  readonly block: boolean;
}

/**
 * Finds the places in UTF-8 text where any secret may be that `findSecrets` finds without known values.
 * Much quicker, and some of them hold none.
 *
 * @param suspect Returns the index before which nothing more is wanted.
 */
export function findSuspects(bytes: Uint8Array, suspect: (found: Suspect) => number): void {
  FINDER.find(bytes, ({ text }, after) => {
    const isSuspect = text === URL_MARK
      ? hasUser(bytes, after)
      : !TOKENS.has(text) || goesOn(bytes, after);
    return isSuspect ? suspect({ at: after - 1, block: text === PEM_BEGIN }) : 0;
  });
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
