import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { syncDirectory } from "./sync_directory.ts";

/**
 * Makes every file and directory of a tree of ours durable.
 *
 * @throws `io`: then nothing of the tree may be relied on, and it must be made anew.
 */
export function syncTree(path: string): void {
  try {
    syncBelow(path);
  } catch (error) {
    throw fail("io", { action: "sync", path, problem: problemOf(error) });
  }
}

function syncBelow(directory: string): void {
  for (const entry of Deno.readDirSync(directory)) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory) {
      syncBelow(path);
    } else if (entry.isFile) {
      disposing(Deno.openSync(path, { read: true }), (file) => file.syncSync());
    }
  }
  syncDirectory(directory);
}
