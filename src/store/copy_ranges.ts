import { disposing } from "./disposing.ts";
import { removeQuietly } from "./durable_file.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { startSha256 } from "./sha256.ts";
import { writeAll } from "./write_all.ts";
import type { CopiedFile } from "./copy_file.ts";

/** Bytes `from` to `to` of a regular file at an absolute path, or bytes of one's own. */
export type Range =
  | { readonly path: string; readonly from: number; readonly to: number }
  | { readonly bytes: Uint8Array };

/** In bytes. */
const LARGEST_PIECE = 1 << 20;

/**
 * Makes a new file of ranges of others, one after the other, hashing what it writes, and syncs it.
 *
 * @throws `io` naming the new file, also when a file ends before its range; what was written is removed.
 */
export function copyRangesDurably(ranges: readonly Range[], to: string): CopiedFile {
  let made = false;
  const hash = startSha256();
  let size = 0;
  try {
    disposing(Deno.openSync(to, { write: true, createNew: true, mode: 0o644 }), (target) => {
      made = true;
      for (const range of ranges) {
        eachBlock(range, (block) => {
          writeAll(target, block);
          hash.update(block);
          size += block.length;
        });
      }
      target.syncSync();
    });
  } catch (error) {
    if (made) {
      removeQuietly(to);
    }
    throw fail("io", { action: "copy", path: to, problem: problemOf(error) });
  }
  return { sha256: hash.hex(), size };
}

function eachBlock(range: Range, use: (block: Uint8Array) => void): void {
  if ("bytes" in range) {
    use(range.bytes);
    return;
  }
  const { path, from, to } = range;
  disposing(Deno.openSync(path, { read: true }), (file) => {
    file.seekSync(from, Deno.SeekMode.Start);
    const buffer = new Uint8Array(Math.min(LARGEST_PIECE, to - from));
    let left = to - from;
    while (left > 0) {
      const count = file.readSync(buffer.subarray(0, Math.min(buffer.length, left)));
      if (count === null) {
        throw new Error(`"${path}" has become shorter`);
      }
      use(buffer.subarray(0, count));
      left -= count;
    }
  });
}
