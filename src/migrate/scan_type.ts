import type { WorkflowDefinition } from "../workflow/definition.ts";
import type { Artefact } from "./artefact.ts";
import type { CheckpointFile } from "./read_checkpoints.ts";
import type { FeedbackLine } from "./feedback.ts";
import type { StateReading } from "./legacy_state.ts";
import type { PlanProblem } from "./problem.ts";
import type { Seen } from "./seen.ts";
import type { LogIndex } from "./split_log.ts";

/** Something that a row of the catalogue fits. */
export interface Found {
  readonly artefact: Artefact;
  readonly seen: Seen;
  /** Relative to the root: where its bytes are, behind a link that stays inside. */
  readonly source: string;
}

/** Where workflow data lay together. */
export type GroupPlace = "root" | "flat" | "session" | "leftover";

/** Workflow data that lay together: at most one of each. */
export interface Group {
  readonly place: GroupPlace;
  /** Name of the session directory or stamp of the leftovers; empty elsewhere. */
  readonly name: string;
  readonly state: { readonly source: string; readonly reading: StateReading } | null;
  readonly log: { readonly source: string; readonly index: LogIndex } | null;
  readonly checkpoints: readonly CheckpointFile[];
  /** What it is made of, whole: what moves to the backup. */
  readonly originals: readonly Found[];
}

/** A feedback file, read. */
export interface FeedbackFile {
  readonly found: Found;
  readonly kind: "tool" | "process" | "combined";
  readonly lines: readonly FeedbackLine[];
  /** The last line has no line end. */
  readonly open: boolean;
  /** Of the combined file only, whose lines have to be converted. */
  readonly bytes: Uint8Array | null;
}

/** What is ours already. */
export interface OwnSessions {
  /** Ids of the workflows that they hold. */
  readonly workflows: ReadonlySet<string>;
  /** The session that `current` of the tree names, whoever made it. */
  readonly current: string | null;
  readonly previous: string | null;
  /** `current` names an active session of ours. */
  readonly currentIsActive: boolean;
}

/** The definition for a state that has none. */
export interface FallbackDefinition {
  readonly definition: WorkflowDefinition;
  readonly origin: "workflow.yaml" | "bundled";
  /** As the predecessor computes it, null for the bundled one. */
  readonly checksum: string | null;
}

/** All that lies in a root and matters to a migration, at one moment. */
export interface Scan {
  readonly groups: readonly Group[];
  readonly feedback: readonly FeedbackFile[];
  /** Everything else that a row fits. */
  readonly others: readonly Found[];
  /** Names in `.orchestrator/` that neither we nor the catalogue know. */
  readonly unowned: readonly Seen[];
  readonly problems: readonly PlanProblem[];
  readonly own: OwnSessions;
  readonly fallback: FallbackDefinition | null;
  /** Paths, relative to the home, that destinations could collide with. */
  readonly taken: ReadonlySet<string>;
  /** Sources that are copied, and whose destination holds the same bytes already. */
  readonly identical: ReadonlySet<string>;
  /** Lines of the root's `.gitignore` that name files of the predecessor. */
  readonly gitignore: readonly string[];
}
