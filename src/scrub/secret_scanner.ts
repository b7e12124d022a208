import { findSecrets } from "./find_secrets.ts";
import type { KnownValues } from "./known_values.ts";
import { concatenated, LineCutter } from "./line_cutter.ts";
import { PEM_BEGIN } from "./private_key.ts";
import { findSuspects } from "./suspects.ts";

/** A secret in a file. */
export interface ScannedSecret {
  readonly kind: string;
  /** Where its line begins in the file, in bytes; so does that of one that spans lines. */
  readonly line: number;
}

const NEWLINE = 10;

/**
 * Looks for secrets in a file that comes in blocks, and keeps little of it. Of a line each kind is told
 * once.
 */
export class SecretScanner {
  readonly #known: KnownValues | null;
  readonly #found = new Map<string, ScannedSecret>();
  readonly #cutter = new LineCutter();
  /** How much of the file has come. */
  #length = 0;

  constructor(known: KnownValues | null) {
    this.#known = known;
  }

  /** Takes the next bytes; they may change afterwards. */
  push(block: Uint8Array): void {
    const cut = this.#cutter.push(block);
    if (cut !== null) this.#scan(cut.before, block.subarray(0, cut.to));
    this.#length += block.length;
  }

  /** Ends the file and returns what was found in it, in order. */
  end(): readonly ScannedSecret[] {
    this.#scan(this.#cutter.end(), new Uint8Array());
    return [...this.#found.values()].toSorted((a, b) => a.line - b.line);
  }

  #scan(before: Uint8Array, block: Uint8Array): void {
    const offset = this.#length - before.length;
    for (const { kind, line } of scanText(before, block, this.#known)) {
      this.#found.set(`${offset + line} ${kind}`, { kind, line: offset + line });
    }
  }
}

/**
 * Looks for secrets in a text that lies in two places. A line is counted from where the text begins;
 * some are told more than once.
 */
export function scanText(
  before: Uint8Array,
  block: Uint8Array,
  known: KnownValues | null,
): readonly ScannedSecret[] {
  const first = before.length === 0 ? 0 : block.indexOf(NEWLINE) + 1 || block.length;
  const joined = concatenated(before, block.subarray(0, first));
  // Only these may go on behind their line.
  if (known !== null || hasKey(joined)) return scanWhole(concatenated(before, block), 0, known);
  return [
    ...scanWhole(joined, 0, null),
    ...scanWhole(block.subarray(first), joined.length, null),
  ];
}

function hasKey(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes).includes(PEM_BEGIN);
}

function scanWhole(
  bytes: Uint8Array,
  offset: number,
  known: KnownValues | null,
): readonly ScannedSecret[] {
  const found: ScannedSecret[] = [];
  findSuspects(bytes, ({ at, block }) => {
    const from = bytes.lastIndexOf(NEWLINE, at) + 1;
    const newline = bytes.indexOf(NEWLINE, at);
    const to = block || newline === -1 ? bytes.length : newline + 1;
    for (const secret of look(bytes.subarray(from, to), offset + from, null)) found.push(secret);
    return to;
  });
  return known === null ? found : [...found, ...look(bytes, offset, known)];
}

function* look(
  bytes: Uint8Array,
  offset: number,
  known: KnownValues | null,
): Generator<ScannedSecret> {
  const text = new TextDecoder().decode(bytes);
  const secrets = known === null ? findSecrets(text, null) : known.find(text);
  let done = 0;
  let line = offset;
  for (const { kind, start } of secrets) {
    const begins = text.lastIndexOf("\n", start) + 1;
    line += new TextEncoder().encode(text.slice(done, begins)).length;
    done = begins;
    yield { kind, line };
  }
}
