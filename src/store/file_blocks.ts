import { disposing } from "./disposing.ts";
import { fail, OrchestratorError } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { kindOf, lstatOrNull } from "./read_file.ts";

/** In bytes. */
const BLOCK_LENGTH = 1_048_576;

/**
 * Reads the first `length` bytes of a regular file of ours, block by block, each in memory of its own.
 *
 * @throws `home.unsafe` for anything but a regular file; `file.unreadable` also when the file is
 * shorter
 */
export function* fileBlocks(path: string, length: number): Generator<Uint8Array<ArrayBuffer>> {
  const info = lstatOrNull(path);
  if (info !== null && !info.isFile) {
    throw fail("home.unsafe", { path, found: kindOf(info), expected: "a regular file" });
  }
  let left = length;
  for (const block of blocksOf(path, () => Math.min(left, BLOCK_LENGTH))) {
    left -= block.length;
    yield block;
  }
  if (left > 0) throw fail("file.unreadable", { path, problem: "it is shorter than before" });
}

/**
 * Reads a file that the user has named, whatever it is, to its end; links are followed.
 *
 * @throws `file.not_found`, `file.unreadable`
 */
export function userFileBlocks(path: string): Generator<Uint8Array<ArrayBuffer>> {
  return blocksOf(path, () => BLOCK_LENGTH);
}

/** The last bytes of a regular file that has `length` bytes, at most `most` of them. */
export function readEnd(path: string, length: number, most: number): Uint8Array<ArrayBuffer> {
  const start = Math.max(0, length - most);
  try {
    return disposing(Deno.openSync(path, { read: true }), (file) => {
      file.seekSync(start, Deno.SeekMode.Start);
      return readFully(file, length - start);
    });
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

/** @param next How many bytes to read next; 0 ends. */
function* blocksOf(path: string, next: () => number): Generator<Uint8Array<ArrayBuffer>> {
  const file = openFile(path);
  try {
    for (let length = next(); length > 0; length = next()) {
      const block = readBlock(file, path, length);
      if (block.length === 0) return;
      yield block;
    }
  } finally {
    file.close();
  }
}

function openFile(path: string): Deno.FsFile {
  try {
    if (Deno.statSync(path).isDirectory) {
      throw fail("file.unreadable", { path, problem: "it is a directory" });
    }
    return Deno.openSync(path, { read: true });
  } catch (error) {
    if (error instanceof OrchestratorError) throw error;
    if (error instanceof Deno.errors.NotFound) throw fail("file.not_found", { path });
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

function readBlock(file: Deno.FsFile, path: string, length: number): Uint8Array<ArrayBuffer> {
  try {
    return readFully(file, length);
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

/** Fewer bytes only at the end of the file. */
function readFully(file: Deno.FsFile, length: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = file.readSync(block.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return block.subarray(0, filled);
}
