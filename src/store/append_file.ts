import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { writeAll } from "./write_all.ts";

/** Thrown when the bytes were written but could not be made durable: they must not count. */
export class SyncFailure extends Error {
  override readonly name = "SyncFailure";
}

/**
 * Appends bytes at the known end of a file and makes them durable with fdatasync.
 *
 * The caller holds the lock of the file. When the write fails, the bytes written so far are ours and
 * unacknowledged: the file is cut back to the known end.
 *
 * @throws `io` when nothing was appended; {@link SyncFailure} when the bytes are in the file but
 * perhaps not on the disk: the caller must replace the file, never sync it again.
 */
export function appendDurably(path: string, end: number, bytes: Uint8Array): void {
  disposing(openForAppend(path), (file) => {
    try {
      file.seekSync(end, Deno.SeekMode.Start);
      writeAll(file, bytes);
    } catch (error) {
      cutBack(file, path, end);
      throw fail("io", { action: "append to", path, problem: problemOf(error) });
    }
    try {
      file.syncDataSync();
    } catch (error) {
      throw new SyncFailure(problemOf(error));
    }
  });
}

/**
 * Cuts a file to a length and syncs it.
 *
 * @throws `io`; {@link SyncFailure} when only the sync failed.
 */
export function truncateDurably(path: string, end: number): void {
  disposing(openForAppend(path), (file) => {
    try {
      file.truncateSync(end);
    } catch (error) {
      throw fail("io", { action: "cut", path, problem: problemOf(error) });
    }
    try {
      file.syncDataSync();
    } catch (error) {
      throw new SyncFailure(problemOf(error));
    }
  });
}

function openForAppend(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { read: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw fail("file.not_found", { path });
    }
    throw fail("io", { action: "open", path, problem: problemOf(error) });
  }
}

function cutBack(file: Deno.FsFile, path: string, end: number): void {
  try {
    file.truncateSync(end);
  } catch (error) {
    throw fail("io", { action: "cut back", path, problem: problemOf(error) });
  }
  try {
    file.syncDataSync();
  } catch (error) {
    throw new SyncFailure(problemOf(error));
  }
}
