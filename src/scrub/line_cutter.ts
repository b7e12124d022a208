import { PEM_BEGIN } from "./private_key.ts";

/** What is to be looked at as one text. */
export interface CutLines {
  /** What earlier blocks have left. */
  readonly before: Uint8Array;
  /** Where the text that begins with `before` ends in the block. */
  readonly to: number;
}

const NEWLINE = 10;
const NOTHING = new Uint8Array();

/** A line that is longer is looked at in parts, which overlap. */
const LONGEST_LINE = 8 * 1_048_576;
const OVERLAP = 4_096;

/**
 * Cuts a file that comes in blocks so that a secret is not cut: after a line, but not behind the first
 * line of a private key.
 */
export class LineCutter {
  /** Memory of its own: what follows the last cut. */
  #rest: Uint8Array = NOTHING;

  /** Takes the next bytes; they may change afterwards. Null when there is nothing to look at yet. */
  push(block: Uint8Array): CutLines | null {
    const before = this.#rest;
    const cut = cutOf(before, block);
    if (cut === 0 && before.length + block.length < LONGEST_LINE) {
      this.keep(block);
      return null;
    }
    const to = cut === 0 ? block.length : cut;
    this.#rest = cut === 0 ? endOf(before, block).slice() : block.slice(cut);
    return { before, to };
  }

  /** Takes bytes that are not to be cut from what follows. */
  keep(block: Uint8Array): void {
    this.#rest = this.#rest.length === 0 ? block.slice() : concatenated(this.#rest, block);
  }

  /** Ends the file: what was left of it. */
  end(): Uint8Array {
    const rest = this.#rest;
    this.#rest = NOTHING;
    return rest;
  }
}

/** All bytes of both, without copying where one is empty. */
export function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Where the block may be cut; 0 if there is no such place. */
function cutOf(before: Uint8Array, block: Uint8Array): number {
  const cut = block.lastIndexOf(NEWLINE) + 1;
  if (cut === 0) return 0;
  const tail = endOf(before, block.subarray(0, cut));
  const key = new TextDecoder("latin1").decode(tail).indexOf(PEM_BEGIN);
  if (key === -1) return cut;
  const at = cut - tail.length + key;
  return at < 0 ? 0 : block.lastIndexOf(NEWLINE, at) + 1;
}

/** The last bytes of both. */
function endOf(first: Uint8Array, second: Uint8Array): Uint8Array {
  return second.length >= OVERLAP
    ? second.subarray(-OVERLAP)
    : concatenated(first, second).subarray(-OVERLAP);
}
