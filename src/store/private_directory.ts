import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf } from "./publish.ts";
import { lstatOrNull } from "./read_file.ts";
import { syncDirectory } from "./sync_directory.ts";

/**
 * Makes a directory outside `.orchestrator/` that only its owner may enter (mode 0700), and those
 * above it that are missing, durably. What exists is not looked at.
 *
 * @throws `file.not_created`
 */
export function makePrivateDirectory(path: string): void {
  const parent = parentOf(path);
  if (parent === path || lstatOrNull(path) !== null) {
    return;
  }
  makePrivateDirectory(parent);
  try {
    Deno.mkdirSync(path, { mode: 0o700 });
    syncDirectory(parent);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) {
      throw fail("file.not_created", { path, problem: problemOf(error) });
    }
  }
}
