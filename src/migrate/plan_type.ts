import type { ArtefactId } from "./artefact.ts";
import type { Era, LegacyState } from "./legacy_state.ts";
import type { PlanProblem } from "./problem.ts";

/** Some bytes of a new file: of an original (`from` to `to`, in bytes), or made by the planner. */
export type Part =
  | { readonly path: string; readonly from: number; readonly to: number }
  | { readonly text: string };

/** A file that the migration makes. */
export interface PlannedFile {
  /** Below the directory of its session; `history.jsonl`, `checkpoints/…`, `feedback/…`. */
  readonly name: string;
  /** Its bytes are these, one after the other. Paths are relative to the root that was scanned. */
  readonly parts: readonly Part[];
  readonly bytes: number;
}

/** Where the definition of a migrated session is from. */
export type DefinitionOrigin = "state" | "workflow.yaml" | "bundled" | "none";

/** A session that the migration makes. */
export interface PlannedSession {
  /** Stands for its id, which the run chooses; unique in the plan. */
  readonly key: string;
  readonly kind: "migrated" | "events-only";
  /** Null for `events-only`. */
  readonly era: Era | null;
  /** The state or log that it is made of. */
  readonly source: string;
  /** Name of the predecessor's session directory, null where there was none. */
  readonly former_id: string | null;
  /** Empty for lines without a workflow. */
  readonly workflow_id: string;
  readonly task: string;
  /** Null for `events-only`. */
  readonly status: string | null;
  readonly phase: string | null;
  /** UTC. */
  readonly created_at: string;
  /** What `base.json` holds, each as JSON text; both null for `events-only`. */
  readonly base: { readonly state: string | null; readonly definition: string | null };
  readonly definition_origin: DefinitionOrigin;
  readonly checksum: LegacyState["checksum"];
  readonly files: readonly PlannedFile[];
}

/** An original, whole, and the place below `.orchestrator/` that gets a copy of it. */
export interface Placement {
  readonly artefact: ArtefactId;
  readonly from: string;
  /** Relative to the home. */
  readonly to: string;
  readonly kind: "file" | "directory";
  /** Set where `to` is taken by a file that the plan replaces: it goes to the backup first. */
  readonly replaces: boolean;
  readonly bytes: number;
  readonly files: number;
}

/** An original that moves to `migrations/<id>/backup/`, under its own path, when all else stands. */
export interface Original {
  readonly artefact: ArtefactId;
  readonly path: string;
  readonly kind: "file" | "directory" | "link";
  readonly bytes: number;
  readonly files: number;
  /** Keys of the sessions and paths of the destinations that it went into. */
  readonly into: readonly string[];
}

/** Why something stays where it is. */
export type LeftReason =
  /** Read where it lies. */
  | "in_use"
  /** It belongs to the user. */
  | "user"
  /** It belongs to Claude. */
  | "claude"
  /** A feature of the predecessor that this program does not have. */
  | "other_feature"
  /** No catalogue entry fits: it may be anybody's. */
  | "unknown"
  | "secret"
  /** The user has said so. */
  | "ignored"
  /** See the problem of the same path. */
  | "problem"
  /** The contained file of the same purpose wins. */
  | "conflict";

/** Something that looks like the predecessor's and stays. */
export interface LeftFile {
  readonly path: string;
  readonly artefact: ArtefactId | null;
  readonly kind: "file" | "directory" | "link" | "other";
  readonly reason: LeftReason;
  readonly bytes: number;
}

/** Two files of one purpose. */
export interface Conflict {
  readonly old: string;
  readonly new: string;
  readonly wins: "old" | "new";
}

/** What a run will do; the dry run prints it. All paths are relative to the root that was scanned. */
export interface Plan {
  readonly sessions: readonly PlannedSession[];
  /** Copies whose originals then move to the backup. */
  readonly placements: readonly Placement[];
  /** Copies whose originals stay where they are. */
  readonly copies: readonly Placement[];
  readonly originals: readonly Original[];
  readonly left: readonly LeftFile[];
  readonly problems: readonly PlanProblem[];
  readonly conflicts: readonly Conflict[];
  /** Keys of the sessions that the pointers of the tree get; null: as they are. */
  readonly current: string | null;
  readonly previous: string | null;
  /** Lines of the root's `.gitignore` that one line replaces. */
  readonly gitignore: readonly string[];
  readonly totals: {
    /** Originals that move. */
    readonly files: number;
    readonly bytes: number;
    /** Bytes that the copies need while originals are still there. */
    readonly copied: number;
  };
}

/** The plan of a place where nothing of the predecessor is. */
export const EMPTY_PLAN: Plan = {
  sessions: [],
  placements: [],
  copies: [],
  originals: [],
  left: [],
  problems: [],
  conflicts: [],
  current: null,
  previous: null,
  gitignore: [],
  totals: { files: 0, bytes: 0, copied: 0 },
};

/** Whether a plan changes anything. */
export function isEmptyPlan(plan: Plan): boolean {
  const { sessions, placements, copies, originals } = plan;
  return [sessions, placements, copies, originals].every((list) => list.length === 0);
}
