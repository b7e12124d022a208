import type { KnownValues } from "../scrub/known_values.ts";
import { type ScannedSecret, SecretScanner } from "../scrub/secret_scanner.ts";
import type { Contents } from "./contents.ts";
import { SECRETS_NAME } from "./packed_secrets.ts";

/** A secret in what goes into a snapshot. */
export interface SecretFound {
  readonly kind: string;
  /** Of the file, relative to `.orchestrator/`. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
}

const NEWLINE = 10;

/**
 * Looks for secrets in everything that goes into a snapshot. Of a line each kind is told once.
 *
 * @throws `snapshot.changed`, `file.unreadable`, `home.unsafe`
 */
export async function scanContents(
  { manifest, source }: Contents,
  known: KnownValues | null,
): Promise<readonly SecretFound[]> {
  const names = new Map(manifest.escaped.map(({ stored, name }) => [stored, name]));
  const packed: SecretFound[] = [];
  for (const { name } of manifest.files) {
    // They are there to be packed.
    if (name === SECRETS_NAME) continue;
    const scanner = new SecretScanner(known);
    for await (const block of source.content(name)) scanner.push(block);
    const found = scanner.end();
    if (found.length === 0) continue;
    const lines = await lineNumbers(source.content(name), found);
    packed.push(...found.map(({ kind, line }) => ({
      kind,
      name: names.get(name) ?? name,
      line: lines.get(line) ?? 1,
    })));
  }
  return packed;
}

/** Counts only where there is something to count for. */
async function lineNumbers(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  found: readonly ScannedSecret[],
): Promise<ReadonlyMap<number, number>> {
  const numbers = new Map<number, number>();
  const wanted = new Set(found.map(({ line }) => line));
  let offset = 0;
  let number = 1;
  if (wanted.has(0)) numbers.set(0, number);
  for await (const block of blocks) {
    for (let at = block.indexOf(NEWLINE); at !== -1; at = block.indexOf(NEWLINE, at + 1)) {
      number++;
      if (wanted.has(offset + at + 1)) numbers.set(offset + at + 1, number);
    }
    offset += block.length;
  }
  return numbers;
}
