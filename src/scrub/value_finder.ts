/** Of a longer form so much is enough to find it; what then agrees with it is taken too. */
const LONGEST_ANCHOR = 64;

const CODE_UNITS = 65_536;

/** A stretch of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds any number of words in a text at once, in time linear in the length of the text (Aho and
 * Corasick, "Efficient string matching", 1975). Of a word longer than 64 characters the beginning is
 * enough.
 */
export class ValueFinder {
  /** From node and character to node. */
  readonly #next = new Map<number, number>();
  readonly #fallback: number[] = [0];
  /** Length of the longest word, or beginning of one, that ends at a node; 0 without one. */
  readonly #length: number[] = [0];
  /** The words that go on behind the beginning of theirs that ends at a node. */
  readonly #longer: (readonly string[] | undefined)[] = [undefined];
  readonly #begins = new Uint8Array(CODE_UNITS);

  /** @param words Not empty. */
  constructor(words: Iterable<string>) {
    for (const word of words) {
      this.#add(word);
    }
    this.#link();
  }

  /** The stretches of a text that words cover, from left to right. */
  find(text: string): readonly Span[] {
    const spans: { start: number; end: number }[] = [];
    let node = 0;
    let covered = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (node === 0 && this.#begins[code] === 0) {
        continue;
      }
      node = this.#step(node, code);
      const length = this.#length[node] ?? 0;
      if (length > 0) {
        const start = index + 1 - length;
        const end = index < covered ? covered : this.#endOf(text, node, start, index + 1);
        covered = end;
        cover(spans, start, end);
      }
    }
    return spans;
  }

  #add(word: string): void {
    let node = 0;
    const anchor = word.slice(0, LONGEST_ANCHOR);
    for (let index = 0; index < anchor.length; index++) {
      const key = node * CODE_UNITS + anchor.charCodeAt(index);
      let next = this.#next.get(key);
      if (next === undefined) {
        next = this.#length.length;
        this.#next.set(key, next);
        this.#length.push(0);
        this.#fallback.push(0);
        this.#longer.push(undefined);
      }
      node = next;
    }
    this.#length[node] = anchor.length;
    this.#begins[word.charCodeAt(0)] = 1;
    if (word.length > LONGEST_ANCHOR) {
      this.#longer[node] = [...this.#longer[node] ?? [], word];
    }
  }

  /** Nodes are numbered in the order of words, so they are taken by depth here. */
  #link(): void {
    const children = new Map<number, [code: number, node: number][]>();
    for (const [key, node] of this.#next) {
      const parent = Math.floor(key / CODE_UNITS);
      const list = children.get(parent) ?? [];
      list.push([key % CODE_UNITS, node]);
      children.set(parent, list);
    }
    const queue: number[] = [0];
    for (const parent of queue) {
      for (const [code, node] of children.get(parent) ?? []) {
        queue.push(node);
        if (parent === 0) continue;
        const fallback = this.#step(this.#fallback[parent] ?? 0, code);
        this.#fallback[node] = fallback;
        this.#length[node] ||= this.#length[fallback] ?? 0;
      }
    }
  }

  #step(from: number, code: number): number {
    for (let node = from;; node = this.#fallback[node] ?? 0) {
      const next = this.#next.get(node * CODE_UNITS + code);
      if (next !== undefined) return next;
      if (node === 0) return 0;
    }
  }

  #endOf(text: string, node: number, start: number, end: number): number {
    let furthest = end;
    for (const word of this.#longer[node] ?? []) {
      let at = end;
      while (at - start < word.length && text.charCodeAt(at) === word.charCodeAt(at - start)) {
        at++;
      }
      furthest = Math.max(furthest, at);
    }
    return furthest;
  }
}

function cover(spans: { start: number; end: number }[], start: number, end: number): void {
  let last = spans.at(-1);
  let from = start;
  while (last !== undefined && last.end >= from) {
    from = Math.min(from, last.start);
    spans.pop();
    last = spans.at(-1);
  }
  spans.push({ start: from, end });
}
