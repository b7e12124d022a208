/** A literal to look for in bytes. */
export interface Literal {
  /** ASCII, at least three characters. */
  readonly text: string;
  /** Upper and lower case count as equal. */
  readonly anyCase: boolean;
}

/** Two pairs. */
const WINDOW = 4;

/** Literals are told apart in so many groups. */
const GROUPS = 8;

/** All groups. */
const ANY = 2 ** GROUPS - 1;

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const ALL_BYTES: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

interface Anchored {
  readonly literal: Literal;
  /** Where the first of both pairs begins in the literal; -1 for before it. */
  readonly offset: number;
}

/**
 * Finds any number of literals in bytes. It looks at one pair of characters after the other, which is
 * quick, and closer only where two pairs in a row are those of literals of one group. These pairs are
 * characters of a literal that are rare in ordinary text, in two ways, since a literal may begin at any
 * address.
 */
export class LiteralFinder {
  /** Of each pair, bits of the groups in which it is the first one; above them, the second one. */
  readonly #groupsOf = new Uint16Array(65_536);
  readonly #groups: readonly (readonly Anchored[])[];

  constructor(literals: readonly Literal[]) {
    const anchored = literals.flatMap((literal) => {
      const from = rarestWindow(literal.text);
      return [from, from + 1].map((offset) => ({ literal, offset }));
    });
    const size = Math.ceil(anchored.length / GROUPS);
    const sorted = anchored.toSorted((a, b) => windowText(a) < windowText(b) ? -1 : 1);
    this.#groups = Array.from(
      { length: GROUPS },
      (_, group) => sorted.slice(group * size, (group + 1) * size),
    );
    for (const [group, members] of this.#groups.entries()) {
      for (const { literal, offset } of members) {
        this.#mark(literal, offset, 1 << group);
        this.#mark(literal, offset + 2, 1 << group + GROUPS);
      }
    }
  }

  /**
   * Calls `found` with each literal and the index after it, in the order in which they stand. It returns
   * the index before which nothing more is wanted.
   */
  find(bytes: Uint8Array, found: (literal: Literal, after: number) => number): void {
    const groupsOf = this.#groupsOf;
    const first = bytes.byteOffset % 2;
    const pairs = pairsIn(bytes, first);
    for (let at = 0;;) {
      at = nextCandidate(groupsOf, pairs, at);
      if (at > pairs.length) return;
      const groups = groupsBefore(groupsOf, pairs, at) & groupsAt(groupsOf, pairs, at);
      const wanted = this.#look(bytes, first + 2 * (at - 1), groups, found);
      at = Math.max(at, (wanted - first - 1) >> 1) + 1;
    }
  }

  #mark(literal: Literal, offset: number, bits: number): void {
    const groupsOf = this.#groupsOf;
    const second = codesAt(literal, offset + 1);
    for (const a of codesAt(literal, offset)) {
      for (const b of second) {
        const pair = pairOf(a, b);
        groupsOf[pair] = (groupsOf[pair] ?? 0) | bits;
      }
    }
  }

  #look(
    bytes: Uint8Array,
    at: number,
    groups: number,
    found: (literal: Literal, after: number) => number,
  ): number {
    let wanted = 0;
    for (let group = 0; group < GROUPS; group++) {
      if ((groups >> group & 1) === 0) continue;
      for (const { literal, offset } of this.#groups[group] ?? []) {
        const start = at - offset;
        if (start >= 0 && stands(bytes, start, literal)) {
          wanted = Math.max(wanted, found(literal, start + literal.text.length));
        }
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

/** Groups that the pair before an index begins; before the first one there may be half a pair. */
function groupsBefore(groupsOf: Uint16Array, pairs: Uint16Array, at: number): number {
  return at === 0 ? ANY : groupsOf[pairs[at - 1] ?? 0] ?? 0;
}

/** Groups that the pair at an index ends; behind the last one there may be half a pair. */
function groupsAt(groupsOf: Uint16Array, pairs: Uint16Array, at: number): number {
  return at === pairs.length ? ANY : (groupsOf[pairs[at] ?? 0] ?? 0) >> GROUPS;
}

/** Index of the next pair that ends what the one before it begins; beyond the end where there is none. */
function nextCandidate(groupsOf: Uint16Array, pairs: Uint16Array, from: number): number {
  let at = from;
  let before = groupsBefore(groupsOf, pairs, at);
  const last = pairs.length - 4;
  while (at <= last) {
    const a = groupsOf[pairs[at] ?? 0] ?? 0;
    const b = groupsOf[pairs[at + 1] ?? 0] ?? 0;
    const c = groupsOf[pairs[at + 2] ?? 0] ?? 0;
    const d = groupsOf[pairs[at + 3] ?? 0] ?? 0;
    const both = (before & a >> GROUPS) | (a & b >> GROUPS) | (b & c >> GROUPS) | (c & d >> GROUPS);
    if (both !== 0) break;
    before = d;
    at += 4;
  }
  while (at <= pairs.length) {
    if ((groupsBefore(groupsOf, pairs, at) & groupsAt(groupsOf, pairs, at)) !== 0) break;
    at++;
  }
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

/** What the character at an index of a literal may be; one that is outside of it may be any. */
function codesAt({ text, anyCase }: Literal, index: number): readonly number[] {
  if (index < 0 || index >= text.length) return ALL_BYTES;
  const code = text.charCodeAt(index);
  return anyCase && isLetter(code) ? [code, code ^ 0x20] : [code];
}

/** Two bytes as the number that they are in memory. */
function pairOf(first: number, second: number): number {
  return IS_LITTLE_ENDIAN ? first | second << 8 : first << 8 | second;
}

/** Sorted by it, literals share a group with those that are like them. */
function windowText({ literal: { text }, offset }: Anchored): string {
  const inside = text.slice(Math.max(0, offset), offset + WINDOW);
  return `${WINDOW - inside.length}${offset < 0 ? 1 : 0}${inside}`;
}

/** Where the first of two rare windows begins; it reaches over the edges of a short literal. */
function rarestWindow(text: string): number {
  const last = text.length - WINDOW - 1;
  if (last < 0) return text.length === WINDOW ? 0 : -1;
  const costs = Array.from(text, costOf);
  const costFrom = (start: number) =>
    costs.slice(start, start + WINDOW + 1).reduce((sum, one) => sum + one, 0);
  const starts = Array.from({ length: last + 1 }, (_, start) => start);
  return starts.reduce((best, start) => costFrom(start) < costFrom(best) ? start : best, 0);
}

/** How often a character is met, roughly. */
function costOf(character: string): number {
  if ("etaoinsrhldcu_".includes(character)) return 6;
  if (/[a-z-]/.test(character)) return 4;
  return /[A-Z]/.test(character) ? 1 : 3;
}
