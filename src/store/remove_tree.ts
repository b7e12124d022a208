import { checkedPath } from "./checked_path.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf } from "./publish.ts";
import { syncDirectory } from "./sync_directory.ts";

/**
 * Removes a directory of ours with all that is in it, if it is there. Links in it are removed, not
 * followed.
 *
 * @throws `home.unsafe`, `io`
 */
export function removeTree(home: string, relative: string): void {
  const { path, exists } = checkedPath(home, relative, "directory");
  if (!exists) return;
  try {
    Deno.removeSync(path, { recursive: true });
    syncDirectory(parentOf(path));
  } catch (error) {
    throw fail("io", { action: "remove", path, problem: problemOf(error) });
  }
}

/**
 * Removes a directory of ours if it is empty; whatever is in it, seen by the runtime or not, stays.
 *
 * @throws `home.unsafe`
 */
export function removeIfEmpty(home: string, relative: string): void {
  const { path, exists } = checkedPath(home, relative, "directory");
  if (!exists) return;
  try {
    Deno.removeSync(path);
    syncDirectory(parentOf(path));
  } catch {
    return;
  }
}
