import type { ByteSource } from "../stream/bytes.ts";
import type { Contents } from "./contents.ts";
import type { FileSecret } from "./found_secrets.ts";

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
 * Says of secrets where a person finds them: sorted, in the order of the files.
 *
 * @throws `snapshot.changed`, `file.unreadable`, `home.unsafe`
 */
export async function locateSecrets(
  { manifest, source }: Contents,
  secrets: readonly FileSecret[],
): Promise<readonly SecretFound[]> {
  const names = new Map(manifest.escaped.map(({ stored, name }) => [stored, name]));
  const located: SecretFound[] = [];
  for (const [name, found] of Map.groupBy(secrets, (secret) => secret.name)) {
    const sorted = found.toSorted((a, b) => a.line - b.line);
    const numbers = await lineNumbers(source.content(name), sorted.map(({ line }) => line));
    located.push(...sorted.map(({ kind }, index) => ({
      kind,
      name: names.get(name) ?? name,
      line: numbers[index] ?? 1,
    })));
  }
  return located;
}

/** @param offsets Sorted. */
async function lineNumbers(
  blocks: ByteSource,
  offsets: readonly number[],
): Promise<readonly number[]> {
  const numbers: number[] = [];
  let offset = 0;
  let number = 1;
  for await (const block of blocks) {
    let next = block.indexOf(NEWLINE);
    for (;;) {
      const wanted = offsets[numbers.length];
      if (wanted === undefined) return numbers;
      if (next !== -1 && offset + next < wanted) {
        number++;
        next = block.indexOf(NEWLINE, next + 1);
      } else if (wanted < offset + block.length) {
        numbers.push(number);
      } else {
        break;
      }
    }
    offset += block.length;
  }
  return numbers;
}
