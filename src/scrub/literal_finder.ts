/** A literal to look for in bytes. */
export interface Literal {
  /** ASCII, at least three characters. */
  readonly text: string;
  /** Upper and lower case count as equal. */
  readonly anyCase: boolean;
}

/** So many characters in a row have a pair at an even address among them, wherever they stand. */
const WINDOW = 3;

interface Anchored {
  readonly literal: Literal;
  /** Where the pair begins in the literal. */
  readonly offset: number;
}

/**
 * Finds any number of literals in bytes. It looks at one pair of characters after the other, which is
 * quick, and closer only at pairs that are in a literal: in those three characters of it that are rare
 * in ordinary text.
 */
export class LiteralFinder {
  readonly #marks = new Uint8Array(65_536);
  readonly #byPair = new Map<number, readonly Anchored[]>();

  constructor(literals: readonly Literal[]) {
    for (const literal of literals) {
      const from = rarestWindow(literal.text);
      for (let offset = from; offset < from + WINDOW - 1; offset++) {
        for (const pair of pairsOf(literal, offset)) {
          this.#marks[pair] = 1;
          this.#byPair.set(pair, [...this.#byPair.get(pair) ?? [], { literal, offset }]);
        }
      }
    }
  }

  /**
   * Calls `found` with each literal and the index after it, in the order in which they stand. It returns
   * the index before which nothing more is wanted.
   */
  find(bytes: Uint8Array, found: (literal: Literal, after: number) => number): void {
    const marks = this.#marks;
    const first = bytes.byteOffset % 2;
    const pairs = pairsIn(bytes, first);
    let at = 0;
    for (;;) {
      at = nextMarked(marks, pairs, at);
      if (at >= pairs.length) return;
      const wanted = this.#look(bytes, first + 2 * at, pairs[at] ?? 0, found);
      at = Math.max(at + 1, Math.ceil((wanted - first) / 2));
    }
  }

  #look(
    bytes: Uint8Array,
    at: number,
    pair: number,
    found: (literal: Literal, after: number) => number,
  ): number {
    let wanted = 0;
    for (const { literal, offset } of this.#byPair.get(pair) ?? []) {
      const start = at - offset;
      if (start >= 0 && stands(bytes, start, literal)) {
        wanted = Math.max(wanted, found(literal, start + literal.text.length));
      }
    }
    return wanted;
  }
}

/** The pairs of bytes at even addresses, in the order of the machine. */
function pairsIn(bytes: Uint8Array, first: number): Uint16Array {
  const length = Math.max(0, bytes.length - first);
  return new Uint16Array(bytes.buffer, bytes.byteOffset + first, length >> 1);
}

/** Index of the next marked pair; none before the end where there is none. */
function nextMarked(marks: Uint8Array, pairs: Uint16Array, from: number): number {
  let at = from;
  const last = pairs.length - 4;
  while (at <= last) {
    const marked = (marks[pairs[at] ?? 0] ?? 0) | (marks[pairs[at + 1] ?? 0] ?? 0) |
      (marks[pairs[at + 2] ?? 0] ?? 0) | (marks[pairs[at + 3] ?? 0] ?? 0);
    if (marked !== 0) break;
    at += 4;
  }
  while (at < pairs.length && marks[pairs[at] ?? 0] === 0) at++;
  return at;
}

function stands(bytes: Uint8Array, start: number, { text, anyCase }: Literal): boolean {
  for (let index = 0; index < text.length; index++) {
    const wanted = text.charCodeAt(index);
    const byte = bytes[start + index] ?? 0;
    if (byte !== wanted && !(anyCase && isLetter(wanted) && (byte ^ 0x20) === wanted)) {
      return false;
    }
  }
  return true;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Two characters as the number that they are in memory, each way that they can be written. */
function pairsOf({ text, anyCase }: Literal, from: number): readonly number[] {
  const [first = [], second = []] = [from, from + 1].map((index) => {
    const code = text.charCodeAt(index);
    return anyCase && isLetter(code) ? [code, code ^ 0x20] : [code];
  });
  return first.flatMap((a) =>
    second.flatMap((b) => [...new Uint16Array(new Uint8Array([a, b]).buffer)])
  );
}

function rarestWindow(text: string): number {
  const starts = Array.from({ length: text.length - WINDOW + 1 }, (_, start) => start);
  const cost = (start: number) =>
    Array.from(text.slice(start, start + WINDOW), costOf).reduce((sum, one) => sum + one, 0);
  return starts.reduce((best, start) => cost(start) < cost(best) ? start : best, 0);
}

/** How often a character is met, roughly. */
function costOf(character: string): number {
  if ("etaoinsrhldcu_".includes(character)) return 6;
  if (/[a-z-]/.test(character)) return 4;
  return /[A-Z]/.test(character) ? 1 : 3;
}
