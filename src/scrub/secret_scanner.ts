import { findSecrets } from "./find_secrets.ts";
import type { KnownValues } from "./known_values.ts";
import { PEM_BEGIN } from "./private_key.ts";
import { findSuspects } from "./suspects.ts";

/** A secret in a file. */
export interface ScannedSecret {
  readonly kind: string;
  /** Where its line begins in the file, in bytes; so does that of one that spans lines. */
  readonly line: number;
}

const NEWLINE = 10;

/** A line that is longer is looked at in parts, which overlap. */
const LONGEST_LINE = 8 * 1_048_576;
const OVERLAP = 4_096;

/**
 * Looks for secrets in a file that comes in blocks, and keeps little of it. Of a line each kind is told
 * once.
 */
export class SecretScanner {
  readonly #known: KnownValues | null;
  readonly #found = new Map<string, ScannedSecret>();
  /** What follows the last line end so far. */
  #rest: Uint8Array = new Uint8Array();
  #offset = 0;

  constructor(known: KnownValues | null) {
    this.#known = known;
  }

  /** Takes the next bytes; they may change afterwards. */
  push(block: Uint8Array): void {
    const bytes = concatenated(this.#rest, block);
    const cut = cutBefore(bytes, this.#rest.length);
    if (cut === 0 && bytes.length < LONGEST_LINE) {
      this.#rest = bytes.slice();
      return;
    }
    const end = cut === 0 ? bytes.length : cut;
    this.#scan(bytes.subarray(0, end));
    const next = cut === 0 ? end - OVERLAP : cut;
    this.#rest = bytes.slice(next);
    this.#offset += next;
  }

  /** Ends the file and returns what was found in it, in order. */
  end(): readonly ScannedSecret[] {
    this.#scan(this.#rest);
    this.#rest = new Uint8Array();
    return [...this.#found.values()].toSorted((a, b) => a.line - b.line);
  }

  #scan(bytes: Uint8Array): void {
    findSuspects(bytes, ({ at, block }) => {
      const from = bytes.lastIndexOf(NEWLINE, at) + 1;
      const newline = bytes.indexOf(NEWLINE, at);
      const to = block || newline === -1 ? bytes.length : newline + 1;
      this.#look(bytes.subarray(from, to), from, null);
      return to;
    });
    if (this.#known !== null) this.#look(bytes, 0, this.#known);
  }

  #look(bytes: Uint8Array, from: number, known: KnownValues | null): void {
    const text = new TextDecoder().decode(bytes);
    const secrets = known === null ? findSecrets(text, null) : known.find(text);
    let done = 0;
    let line = this.#offset + from;
    for (const { kind, start } of secrets) {
      const begins = text.lastIndexOf("\n", start) + 1;
      line += new TextEncoder().encode(text.slice(done, begins)).length;
      done = begins;
      this.#found.set(`${line} ${kind}`, { kind, line });
    }
  }
}

/**
 * Where a block may be cut: after its last line, but not behind the first line of a private key. 0 if
 * there is no such place.
 */
function cutBefore(bytes: Uint8Array, from: number): number {
  const last = bytes.lastIndexOf(NEWLINE);
  if (last < from) return 0;
  const tailStart = Math.max(0, last + 1 - OVERLAP);
  const tail = new TextDecoder("latin1").decode(bytes.subarray(tailStart, last + 1));
  const key = tail.indexOf(PEM_BEGIN);
  const cut = key === -1 ? last : bytes.lastIndexOf(NEWLINE, tailStart + key);
  return cut + 1;
}

function concatenated(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
