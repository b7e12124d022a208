import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { isStillNamed } from "./is_still_named.ts";
import { problemOf } from "./problem_of.ts";
import { writeAll } from "./write_all.ts";

/** Thrown when the bytes were written but could not be made durable: the file has to be replaced. */
export class SyncFailure extends Error {
  override readonly name = "SyncFailure";
}

/** A file with appended bytes that may not be on the disk yet. */
export interface AppendedFile extends Disposable {
  /**
   * Makes them durable with fdatasync, and what was in the file before; throws {@link SyncFailure}, also
   * for what another process wrote and has not been told of yet.
   */
  readonly sync: () => void;
  /** Whether the file is still the one at its path. */
  readonly isStillNamed: () => boolean;
}

/**
 * Appends bytes, or none, at the known end of a file. They are durable once they are synced, through the same open
 * file: one opened later may not be told of an error.
 *
 * The caller holds the lock of the file. When the write fails, the bytes written so far are ours and
 * unacknowledged: the file is cut back to the known end.
 *
 * @throws `io` when nothing was appended; {@link SyncFailure} when it could not be cut back for good: the
 * caller must replace the file, never sync it again.
 */
export function appendBytes(path: string, end: number, bytes: Uint8Array): AppendedFile {
  const file = openForAppend(path);
  try {
    file.seekSync(end, Deno.SeekMode.Start);
    writeAll(file, bytes);
  } catch (error) {
    disposing(file, () => cutBack(file, path, end));
    throw fail("io", { action: "append to", path, problem: problemOf(error) });
  }
  return {
    sync: () => syncData(file),
    isStillNamed: () => isStillNamed(file, path),
    [Symbol.dispose]: () => file.close(),
  };
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
    syncData(file);
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
  syncData(file);
}

function syncData(file: Deno.FsFile): void {
  try {
    file.syncDataSync();
  } catch (error) {
    throw new SyncFailure(problemOf(error));
  }
}
