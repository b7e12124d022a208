import { joinPath } from "../process/path.ts";
import type { GitDirectories } from "./git_entry.ts";
import { readText } from "./read_text.ts";

/** The branch that is checked out, also when it has no commit yet; null when none is or without git. */
export function currentBranch(git: GitDirectories): string | null {
  if (git.gitDirectory === null) return null;
  const head = readText(joinPath(git.gitDirectory, "HEAD"));
  const branch = /^ref: refs\/heads\/(.+?)[\r\n]*$/.exec(head ?? "")?.[1];
  // Where refs are not files, git writes this impossible name for older readers.
  return branch === undefined || branch === ".invalid" ? null : branch;
}
