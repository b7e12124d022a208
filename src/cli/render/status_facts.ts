import type { GitConflict } from "../../git/conflict.ts";
import type { SessionView } from "../../session/session_view.ts";
import type { HintFlags } from "../failure_words.ts";

/** All that `status` shows. */
export interface StatusFacts {
  readonly view: SessionView;
  readonly conflict: GitConflict | null;
  /** The definition of the tree is not the one that the session has pinned. */
  readonly definitionChanged: boolean;
  /** What of the session may not run here, one line each; empty if all of it may. */
  readonly ungranted: readonly string[];
  readonly hint: HintFlags;
  /** An active workflow of the predecessor beside the session stops every change. */
  readonly migrateFirst?: boolean;
  /** Set for a workflow of the predecessor that is shown where it lies. */
  readonly legacy?: LegacyPlace;
}

/** Where a workflow of the predecessor lies. */
export interface LegacyPlace {
  /** Of its state, relative to the home. */
  readonly path: string;
  /** Name of its session directory, null in the layouts without. */
  readonly session: string | null;
  /** The layout, as `migrate --json` names it. */
  readonly era: string;
}
