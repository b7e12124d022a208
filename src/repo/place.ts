/** One step of the search for home and tree, for `paths --explain`. */
export interface DiscoveryStep {
  /** Absolute path that was looked at. */
  readonly path: string;
  readonly found:
    | "root_flag"
    | "root_variable"
    | "worktree_of"
    | "unconfirmed_git_file"
    | "strong_mark"
    | "weak_mark"
    | "boundary_git"
    | "boundary_home"
    | "boundary_root"
    | "boundary_device"
    | "boundary_owner"
    | "nothing";
  /** What was found there: the name of the mark, or the main checkout of a worktree. */
  readonly detail: string | null;
}

/** Where a command works. All paths are absolute, without a trailing slash. */
export interface Place {
  /** Directory that holds (or will hold) `.orchestrator/`. */
  readonly home: string;
  /** The checkout the caller stands in: commands run here, `workflow.yaml` is here. */
  readonly tree: string;
  /** Name of the linked worktree whose `current` is meant, null for the main checkout. */
  readonly worktree: string | null;
  /** What marks the home; null when nothing does yet. */
  readonly mark: "strong" | "weak" | null;
  /** The directory at which the walk ended, null when it met none. */
  readonly boundary: string | null;
  /** `<boundary>/.git` resolved to the git directory, null without git. */
  readonly gitDirectory: string | null;
  /** The common git directory (equal to `gitDirectory` except in a linked worktree). */
  readonly gitCommonDirectory: string | null;
  /** A weak mark nearer than the winner: mentioned, never taken. */
  readonly ignoredWeakMark: string | null;
  readonly steps: readonly DiscoveryStep[];
}
