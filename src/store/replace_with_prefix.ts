import { truncateDurably } from "./append_file.ts";
import { checkedPath } from "./checked_path.ts";
import { disposing } from "./disposing.ts";
import { makeDurableFile, removeQuietly } from "./durable_file.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf } from "./publish.ts";
import { readRegularText } from "./read_file.ts";
import { replaceFile } from "./replace_file.ts";
import { syncDirectory } from "./sync_directory.ts";

/**
 * Replaces a file whose last sync failed by a new one with its first `end` bytes.
 *
 * A failed sync is never tried again on the same file: the kernel may have dropped the bytes and
 * report success the next time.
 *
 * @throws `home.unsafe`, `io`, `file.not_created`; the file is then as it was.
 */
export function replaceWithPrefix(home: string, tmp: string, relative: string, end: number): void {
  const { path } = checkedPath(home, relative, "file");
  let bytes: Uint8Array;
  try {
    bytes = Deno.readFileSync(path);
  } catch (error) {
    throw fail("io", { action: "read", path, problem: problemOf(error) });
  }
  replaceFile(home, tmp, relative, bytes.subarray(0, end));
}

const NUMBER = /^\d+\n$/;

/**
 * Leaves a mark that only the first `end` bytes of a log count, for when it could not be replaced. If
 * not even that works, the bytes that do not count are cut off, without any promise from the disk. An
 * earlier mark with a number stays. The caller holds the lock of the log.
 */
export function leaveSuspectMark(home: string, mark: string, log: string, end: number): void {
  const { path, exists } = checkedPath(home, mark, "file");
  if (exists && NUMBER.test(readRegularText(path) ?? "")) {
    return;
  }
  try {
    if (exists) Deno.removeSync(path);
    makeDurableFile(path, new TextEncoder().encode(`${end}\n`));
    syncDirectory(parentOf(path));
  } catch {
    removeQuietly(path);
    cutQuietly(checkedPath(home, log, "file").path, end);
  }
}

/**
 * Leaves a mark that all bytes of a log count but have to be written to a new file; the caller need not hold
 * the lock. A mark that cannot be synced stays: it warns whoever works on this machine.
 */
export function leaveRewriteMark(home: string, mark: string): void {
  const { path, exists } = checkedPath(home, mark, "file");
  if (exists) {
    return;
  }
  try {
    disposing(Deno.openSync(path, { write: true, createNew: true, mode: 0o644 }), (file) => {
      file.writeSync(new TextEncoder().encode("all\n"));
      file.syncSync();
    });
    syncDirectory(parentOf(path));
  } catch {
    return;
  }
}

function cutQuietly(path: string, end: number): void {
  try {
    truncateDurably(path, end);
  } catch {
    return;
  }
}
