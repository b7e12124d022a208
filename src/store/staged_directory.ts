import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { syncDirectory } from "./sync_directory.ts";

/** Makes a directory in a stage and returns its path. Throws `file.not_created`. */
export function makeStagedDirectory(path: string): string {
  try {
    Deno.mkdirSync(path);
    return path;
  } catch (error) {
    throw fail("file.not_created", { path, problem: problemOf(error) });
  }
}

/** Makes the names in a staged directory durable before it is published. Throws `io`. */
export function syncStaged(path: string): void {
  try {
    syncDirectory(path);
  } catch (error) {
    throw fail("io", { action: "sync", path, problem: problemOf(error) });
  }
}
