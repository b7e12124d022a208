import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { writeAll } from "./write_all.ts";

/**
 * Makes a new file with these bytes and syncs it; its name is durable once its directory is synced.
 *
 * @throws `io`, after removing what was written; the file must not have existed.
 */
export function makeDurableFile(path: string, bytes: Uint8Array, mode = 0o644): void {
  let made = false;
  try {
    disposing(Deno.openSync(path, { write: true, createNew: true, mode }), (file) => {
      made = true;
      writeAll(file, bytes);
      file.syncSync();
    });
  } catch (error) {
    if (made) {
      removeQuietly(path);
    }
    throw fail("io", { action: "write", path, problem: problemOf(error) });
  }
}

/** Removes a file or an empty directory of ours that is of no further use, if that works. */
export function removeQuietly(path: string): void {
  try {
    Deno.removeSync(path);
  } catch {
    return;
  }
}
