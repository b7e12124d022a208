import { findLikelySecrets } from "./find_likely_secrets.ts";
import { findSecrets } from "./find_secrets.ts";
import type { FoundSecret } from "./found_secret.ts";
import type { KnownValues } from "./known_values.ts";
import { concatenated, LineCutter } from "./line_cutter.ts";
import { PEM_BEGIN } from "./private_key.ts";
import { findSuspects } from "./suspects.ts";

/** The kind of what only may be a secret. */
export const LIKELY_KIND = "likely";

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
  readonly #likelyWithin: number;
  readonly #found = new Map<string, ScannedSecret>();
  readonly #cutter = new LineCutter();
  /** How much of the file has come. */
  #length = 0;

  /** @param likelyWithin In so many bytes from the beginning, also tells of what only may be one. */
  constructor(known: KnownValues | null, likelyWithin = 0) {
    this.#known = known;
    this.#likelyWithin = likelyWithin;
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
    const likely = offset < this.#likelyWithin;
    for (const { kind, line } of scanText(before, block, this.#known, likely)) {
      this.#found.set(`${offset + line} ${kind}`, { kind, line: offset + line });
    }
  }
}

/**
 * Looks for secrets in a text that lies in two places. A line is counted from where the text begins;
 * some are told more than once.
 *
 * @param likely Whether to tell of what only may be one, too.
 */
export function scanText(
  before: Uint8Array,
  block: Uint8Array,
  known: KnownValues | null,
  likely = false,
): readonly ScannedSecret[] {
  const first = before.length === 0 ? 0 : block.indexOf(NEWLINE) + 1 || block.length;
  const joined = concatenated(before, block.subarray(0, first));
  // Only these may go on behind their line.
  if (known !== null || hasKey(joined)) {
    const whole = concatenated(before, block);
    return [
      ...scanLines(whole, 0, likely),
      ...(known === null ? [] : look(whole, 0, (text) => known.find(text))),
    ];
  }
  return [
    ...scanLines(joined, 0, likely),
    ...scanLines(block.subarray(first), joined.length, likely),
  ];
}

function hasKey(bytes: Uint8Array): boolean {
  return new TextDecoder("latin1").decode(bytes).includes(PEM_BEGIN);
}

function scanLines(bytes: Uint8Array, offset: number, likely: boolean): readonly ScannedSecret[] {
  const found: ScannedSecret[] = [];
  let lookedTo = 0;
  function lookForLikely(from: number, to: number): void {
    if (!likely || to <= lookedTo) return;
    lookedTo = to;
    for (const one of look(bytes.subarray(from, to), offset + from, findLikely)) found.push(one);
  }
  findSuspects(bytes, (suspect) => {
    // What only may be a secret hides none behind it, and its line is looked at once.
    if (suspect.likely && suspect.at < lookedTo) return 0;
    const from = bytes.lastIndexOf(NEWLINE, suspect.at) + 1;
    const newline = bytes.indexOf(NEWLINE, suspect.at);
    const lineEnd = newline === -1 ? bytes.length : newline + 1;
    lookForLikely(from, lineEnd);
    if (suspect.likely) return 0;
    const to = suspect.block ? bytes.length : lineEnd;
    for (const one of look(bytes.subarray(from, to), offset + from, findSure)) found.push(one);
    return to;
  }, likely);
  return found;
}

type FoundInText = readonly Pick<FoundSecret, "kind" | "start">[];

function findSure(text: string): FoundInText {
  return findSecrets(text, null);
}

function findLikely(text: string): FoundInText {
  return findLikelySecrets(text).map(({ start }) => ({ kind: LIKELY_KIND, start }));
}

function* look(
  bytes: Uint8Array,
  offset: number,
  find: (text: string) => FoundInText,
): Generator<ScannedSecret> {
  const text = new TextDecoder().decode(bytes);
  let done = 0;
  let line = offset;
  for (const { kind, start } of find(text)) {
    const begins = text.lastIndexOf("\n", start) + 1;
    line += new TextEncoder().encode(text.slice(done, begins)).length;
    done = begins;
    yield { kind, line };
  }
}
