import { baseName, joinPath, parentPath } from "../process/path.ts";
import { namesIn } from "../store/names_in.ts";
import { isPresent, readText, realPath } from "./read_text.ts";

/** Git's directories for one checkout. */
export interface GitDirectories {
  /** Holds `HEAD` and `index` of this checkout, null without git. */
  readonly gitDirectory: string | null;
  /** Holds what all checkouts share; the same except in a linked worktree. */
  readonly gitCommonDirectory: string | null;
}

/** What `.git` in a directory is. Its directories are null when they do not look like git's. */
export interface GitEntry extends GitDirectories {
  /**
   * `worktree`: the file of a linked worktree, confirmed by the worktree's record in the common
   * directory. `file`: any other file, that of a submodule included.
   */
  readonly kind: "directory" | "worktree" | "file";
  /** Name of the linked worktree's record, null unless `kind` is `worktree`. */
  readonly worktree: string | null;
}

/**
 * Looks at `.git` in a directory, without git and without running anything.
 *
 * @param directory real absolute path
 * @returns null when nothing has that name
 */
export function readGitEntry(directory: string): GitEntry | null {
  const path = joinPath(directory, ".git");
  if (!isPresent(path)) return null;
  const pointed = gitFileTarget(path, directory);
  const gitDirectory = asGitDirectory(pointed ?? path);
  const gitCommonDirectory = gitDirectory === null ? null : commonDirectory(gitDirectory);
  const directories = { gitDirectory, gitCommonDirectory };
  if (pointed === null) return { ...directories, kind: "directory", worktree: null };
  const worktree = confirmedWorktree(path, directories);
  return { ...directories, kind: worktree === null ? "file" : "worktree", worktree };
}

/** Format of gitrepository-layout(5): one line `gitdir: PATH`, relative to the file's directory. */
function gitFileTarget(path: string, directory: string): string | null {
  const line = readText(path);
  if (line === null) return null;
  const target = /^gitdir: (.+?)[\r\n]*$/.exec(line)?.[1];
  return target === undefined ? path : joinPath(directory, target);
}

/** What git demands of a git directory, except `objects/` and `refs/`, which may be elsewhere. */
function asGitDirectory(path: string): string | null {
  const real = realPath(path);
  return real !== null && isPresent(joinPath(real, "HEAD")) ? real : null;
}

function commonDirectory(gitDirectory: string): string {
  if (!namesIn(gitDirectory).has("commondir")) return gitDirectory;
  const line = readText(joinPath(gitDirectory, "commondir"))?.trimEnd();
  if (line === undefined || line === "") return gitDirectory;
  return realPath(joinPath(gitDirectory, line)) ?? gitDirectory;
}

/**
 * A `.git` file may be copied or forged; the record in the common directory is git's own. Only if it
 * points back at this very file does the checkout belong to it.
 */
function confirmedWorktree(path: string, directories: GitDirectories): string | null {
  const { gitDirectory, gitCommonDirectory } = directories;
  if (gitDirectory === null || gitCommonDirectory === null) return null;
  if (parentPath(gitDirectory) !== realPath(joinPath(gitCommonDirectory, "worktrees"))) return null;
  const back = readText(joinPath(gitDirectory, "gitdir"))?.trimEnd();
  if (back === undefined || back === "") return null;
  if (realPath(joinPath(gitDirectory, back)) !== realPath(path)) return null;
  return baseName(gitDirectory);
}
