import { joinPath } from "../process/path.ts";
import type { GitDirectories } from "./git_entry.ts";
import { walkIndex } from "./index_file.ts";
import { isPresent } from "./read_text.ts";

/** Unmerged files, in the predecessor's shape of `status --json`. */
export interface GitConflict {
  readonly has_conflicts: true;
  readonly conflict_type: "merge" | "rebase";
  /** Paths from the root of the checkout, in the order of the index. */
  readonly files: readonly string[];
}

const REBASE_MARKERS = ["rebase-merge", "rebase-apply"];
const OTHER_MARKERS = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"];

/**
 * An applied stash can conflict as well and leaves no marker. It is looked for only where that costs
 * less than a millisecond: in an index of at most so many bytes.
 */
const SMALL_INDEX = 262_144;

/**
 * The files that a merge, rebase, cherry-pick or revert left unmerged; null when there are none, when
 * the index cannot be read, and without git. Reads files only.
 */
export function readConflict(git: GitDirectories): GitConflict | null {
  const directory = git.gitDirectory;
  if (directory === null) return null;
  const isMarked = (name: string) => isPresent(joinPath(directory, name));
  const rebasing = REBASE_MARKERS.some(isMarked);
  const marked = rebasing || OTHER_MARKERS.some(isMarked);
  const files = new Set<string>();
  walkIndex(git, (path, stage) => {
    if (stage > 0) files.add(new TextDecoder().decode(path));
    return false;
  }, marked ? undefined : SMALL_INDEX);
  if (files.size === 0) return null;
  return { has_conflicts: true, conflict_type: rebasing ? "rebase" : "merge", files: [...files] };
}
