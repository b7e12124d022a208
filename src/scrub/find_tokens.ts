import type { FoundSecret } from "./found_secret.ts";
import { matchToken, tokenStart } from "./match_token.ts";
import { findPrivateKeys, PEM_BEGIN } from "./private_key.ts";
import type { PrivateKeyFinder } from "./private_key.ts";
import { canBeginAt } from "./token_boundary.ts";
import type { TokenShape } from "./token_shape.ts";
import { TOKEN_SHAPES } from "./token_shapes.ts";

const LONGEST_FIRST = TOKEN_SHAPES.toSorted((a, b) => b.prefix.length - a.prefix.length);
/** Only literals: it cannot backtrack. Longer ones first, since the first that fits is taken. */
const FINDER = new RegExp(
  [...LONGEST_FIRST.map(({ prefix }) => prefix), PEM_BEGIN].map(escapeLiteral).join("|"),
  "g",
);
/** What {@link candidatesOf} has found: most runs of the program need none. */
const CANDIDATES = new Map<string, readonly TokenShape[]>();

/** Finds every token that is known by its own shape, and every private key block, from left to right. */
export function findTokens(text: string): readonly FoundSecret[] {
  FINDER.lastIndex = 0;
  const found: FoundSecret[] = [];
  let search: TokenSearch | null = null;
  let done = 0;
  for (let hit = FINDER.exec(text); hit !== null; hit = FINDER.exec(text)) {
    search ??= new TokenSearch(text);
    const secret = search.at(hit.index, hit[0], done);
    if (secret === null) {
      FINDER.lastIndex = hit.index + 1;
    } else {
      found.push(secret);
      done = secret.end;
      FINDER.lastIndex = done;
    }
  }
  return found;
}

/** Remembers what has been looked at in vain, so that no character is looked at again and again. */
class TokenSearch {
  readonly #text: string;
  readonly #failed = new Map<TokenShape, number>();
  #privateKeys: PrivateKeyFinder | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret whose prefix stands at `index`; what ends at `done` has been taken. */
  at(index: number, prefix: string, done: number): FoundSecret | null {
    if (prefix === PEM_BEGIN) {
      this.#privateKeys ??= findPrivateKeys(this.#text);
      const end = this.#privateKeys.endOf(index);
      return end === -1 ? null : { kind: "private-key", start: index, end };
    }
    for (const shape of candidatesOf(prefix)) {
      const found = this.#match(index, shape, done);
      if (found !== null) {
        return found;
      }
    }
    return null;
  }

  #match(index: number, shape: TokenShape, done: number): FoundSecret | null {
    if (index + shape.prefix.length <= (this.#failed.get(shape) ?? 0)) {
      return null;
    }
    const start = tokenStart(this.#text, index, shape, done);
    if (start === -1 || !(start === done || this.#canBeginAt(start, shape))) {
      return null;
    }
    const { matched, end } = matchToken(this.#text, index, shape);
    if (!matched) {
      this.#failed.set(shape, end);
      return null;
    }
    const from = shape.keepsPrefix === true ? index + shape.prefix.length : start;
    return { kind: shape.kind, start: from, end };
  }

  #canBeginAt(start: number, shape: TokenShape): boolean {
    return canBeginAt(this.#text, start) ||
      (shape.after !== undefined && this.#text.endsWith(shape.after, start));
  }
}

/** The shapes that may begin with what the finder found, the most specific first. */
function candidatesOf(prefix: string): readonly TokenShape[] {
  const known = CANDIDATES.get(prefix);
  if (known !== undefined) {
    return known;
  }
  const candidates = LONGEST_FIRST.filter((shape) => prefix.startsWith(shape.prefix));
  CANDIDATES.set(prefix, candidates);
  return candidates;
}

function escapeLiteral(literal: string): string {
  return literal.replace(/[.]/g, "\\$&");
}
