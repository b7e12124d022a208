import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { kindOf, lstatOrNull } from "./read_file.ts";
import { syncDirectory } from "./sync_directory.ts";

/**
 * Checks every component of a path of ours before it is opened for writing, deleting or replaying:
 * all above the last must be real directories, the last one of the expected kind or absent.
 *
 * @param home Absolute directory that holds `.orchestrator/`; itself not checked.
 * @param relative Path below it, with `/` between components.
 * @returns The absolute path, and whether something is there.
 * @throws `home.unsafe` naming the first component that is a link or of another kind.
 */
export function checkedPath(
  home: string,
  relative: string,
  expected: "file" | "directory",
): { readonly path: string; readonly exists: boolean } {
  const components = relative.split("/");
  let path = home === "/" ? "" : home;
  let exists = true;
  for (const [index, component] of components.entries()) {
    path = `${path}/${component}`;
    const info = exists ? lstatOrNull(path) : null;
    if (info === null) {
      exists = false;
      continue;
    }
    const wanted = index === components.length - 1 ? expected : "directory";
    const fits = wanted === "directory" ? info.isDirectory : info.isFile;
    if (!fits) {
      const name = wanted === "directory" ? "a directory" : "a regular file";
      throw fail("home.unsafe", { path, found: kindOf(info), expected: name });
    }
  }
  return { path, exists };
}

/** Like {@link checkedPath}, then makes the directory and those above it that are missing. */
export function checkedDirectory(home: string, relative: string): string {
  const { path, exists } = checkedPath(home, relative, "directory");
  if (!exists) {
    makeDirectories(home, relative);
  }
  return path;
}

function makeDirectories(home: string, relative: string): void {
  let path = home;
  for (const component of relative.split("/")) {
    const parent = path;
    path = `${path}/${component}`;
    if (lstatOrNull(path) !== null) {
      continue;
    }
    try {
      Deno.mkdirSync(path);
      syncDirectory(parent);
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) {
        throw fail("file.not_created", { path, problem: problemOf(error) });
      }
    }
  }
}
