import { namesIn } from "../store/names_in.ts";
import type { GitDirectories } from "./git_entry.ts";
import { walkIndex } from "./index_file.ts";

/** Unmerged files, in the predecessor's shape of `status --json`. */
export interface GitConflict {
  readonly has_conflicts: true;
  readonly conflict_type: "merge" | "rebase";
  /** Paths from the root of the checkout, in the order of the index. */
  readonly files: readonly string[];
}

const REBASE_MARKERS = ["rebase-merge", "rebase-apply"];
// AUTO_MERGE (git 2.34) is the only one that an applied stash leaves.
const OTHER_MARKERS = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "AUTO_MERGE"];

/**
 * The files that a merge, rebase, cherry-pick or revert left unmerged; null when there are none, when
 * the index cannot be read, and without git. Reads files only, and the index only
 * where a marker says that there may be a conflict.
 */
export function readConflict(git: GitDirectories): GitConflict | null {
  if (git.gitDirectory === null) return null;
  const names = namesIn(git.gitDirectory);
  const rebasing = REBASE_MARKERS.some((name) => names.has(name));
  if (!rebasing && !OTHER_MARKERS.some((name) => names.has(name))) return null;
  const files = new Set<string>();
  walkIndex(git, (path, stage) => {
    if (stage > 0) files.add(new TextDecoder().decode(path));
    return false;
  });
  if (files.size === 0) return null;
  return { has_conflicts: true, conflict_type: rebasing ? "rebase" : "merge", files: [...files] };
}
