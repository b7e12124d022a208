import { checkedPath } from "./checked_path.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf } from "./publish.ts";
import { syncDirectory } from "./sync_directory.ts";

/**
 * Removes a file of ours durably, if it is there.
 *
 * @throws `home.unsafe`, `io`.
 */
export function removeDurably(home: string, relative: string): void {
  const { path, exists } = checkedPath(home, relative, "file");
  if (!exists) {
    return;
  }
  try {
    Deno.removeSync(path);
    syncDirectory(parentOf(path));
  } catch (error) {
    throw fail("io", { action: "remove", path, problem: problemOf(error) });
  }
}
