import { readRing } from "../stream/block_ring.ts";
import { disposing } from "./disposing.ts";
import { fail, OrchestratorError } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { kindOf, lstatOrNull } from "./read_file.ts";

/** In bytes. */
const BLOCK_LENGTH = 262_144;

/**
 * Reads the first `length` bytes of a regular file of ours, block by block. A block is there until the
 * next one is asked for: its memory is used again.
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
  const memory = new Uint8Array(Math.min(length, BLOCK_LENGTH));
  for (const block of blocksOf(path, () => memory.subarray(0, left))) {
    left -= block.length;
    yield block;
  }
  if (left > 0) throw fail("file.unreadable", { path, problem: "it is shorter than before" });
}

/**
 * Reads a file that the user has named, whatever it is, to its end; links are followed. Each block is
 * in memory of its own.
 *
 * @throws `file.not_found`, `file.unreadable`
 */
export function userFileBlocks(path: string): Generator<Uint8Array<ArrayBuffer>> {
  return blocksOf(path, () => new Uint8Array(BLOCK_LENGTH));
}

/**
 * The same, but a block is there until the next but five is asked for: its memory is used again.
 *
 * @throws `file.not_found`, `file.unreadable`
 */
export function reusedFileBlocks(path: string): Generator<Uint8Array<ArrayBuffer>> {
  return blocksOf(path, readRing());
}

/** The last bytes of a regular file that has `length` bytes, at most `most` of them. */
export function readEnd(path: string, length: number, most: number): Uint8Array<ArrayBuffer> {
  const start = Math.max(0, length - most);
  try {
    return disposing(Deno.openSync(path, { read: true }), (file) => {
      file.seekSync(start, Deno.SeekMode.Start);
      return readFully(file, new Uint8Array(length - start));
    });
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

/** @param next Memory for the next block; none ends the reading. */
function* blocksOf(
  path: string,
  next: () => Uint8Array<ArrayBuffer>,
): Generator<Uint8Array<ArrayBuffer>> {
  const file = openFile(path);
  try {
    for (let memory = next(); memory.length > 0; memory = next()) {
      const block = readBlock(file, path, memory);
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

function readBlock(
  file: Deno.FsFile,
  path: string,
  memory: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  try {
    return readFully(file, memory);
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

/** Fills the memory; fewer bytes only at the end of the file. */
function readFully(
  file: Deno.FsFile,
  memory: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  let filled = 0;
  while (filled < memory.length) {
    const count = file.readSync(memory.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return memory.subarray(0, filled);
}
