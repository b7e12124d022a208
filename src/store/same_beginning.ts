import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";

/** In bytes. */
const BLOCK_LENGTH = 1_048_576;

/**
 * Whether two files begin with the same `length` bytes; false where one of them is shorter.
 *
 * @throws `file.unreadable`
 */
export function sameBeginning(one: string, other: string, length: number): boolean {
  if (length === 0) return true;
  return withFile(one, (a) => withFile(other, (b) => compare(a, b, length)));
}

function compare(a: Deno.FsFile, b: Deno.FsFile, length: number): boolean {
  const size = Math.min(BLOCK_LENGTH, length);
  const [left, right] = [new Uint8Array(size), new Uint8Array(size)];
  for (let rest = length; rest > 0; rest -= size) {
    const wanted = Math.min(size, rest);
    const found = readBlock(a, left.subarray(0, wanted));
    if (found < wanted || readBlock(b, right.subarray(0, wanted)) < wanted) return false;
    if (left.subarray(0, wanted).some((byte, index) => byte !== right[index])) return false;
  }
  return true;
}

function readBlock(file: Deno.FsFile, block: Uint8Array): number {
  let filled = 0;
  while (filled < block.length) {
    const count = file.readSync(block.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return filled;
}

function withFile<T>(path: string, use: (file: Deno.FsFile) => T): T {
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { read: true });
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
  return disposing(file, use);
}
