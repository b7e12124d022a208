import { readGitEntry } from "../git/git_entry.ts";
import type { Place } from "./place.ts";

/**
 * The common git directory of the tree if it is not the one of the home itself; null otherwise.
 *
 * A home without `.git` may lie around any number of repositories, and which of them is meant by it
 * (`project/.bare` with its worktrees) cannot be told from one that somebody has put there.
 */
export function otherRepository({ home, tree, gitCommonDirectory }: Place): string | null {
  if (tree === home || gitCommonDirectory === null) return null;
  const own = readGitEntry(home)?.gitCommonDirectory ?? null;
  return own === gitCommonDirectory ? null : gitCommonDirectory;
}
