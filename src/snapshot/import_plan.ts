import type { FeedbackPart } from "../session/feedback_operation.ts";
import type { MergedSession } from "./merge_sessions.ts";
import type { ImportFacts } from "./import_operation.ts";

/** A staged file or directory that gets the name under which it is published. */
export interface StagedMove {
  /** Name in the archive. */
  readonly from: string;
  /** Below the stage, as it will be below the home. */
  readonly to: string;
}

/** A file of feedback with lines of another one behind its own. */
export interface ExtendedFeedback {
  readonly session: string;
  readonly part: FeedbackPart;
  readonly bytes: Uint8Array;
}

/** What an import will do. */
export interface ImportPlan {
  readonly sessions: readonly MergedSession[];
  readonly facts: ImportFacts;
  /** How what is staged gets the names under which it is published. */
  readonly moves: readonly StagedMove[];
  /** Files of feedback that get lines, and what they become. */
  readonly feedback: readonly ExtendedFeedback[];
  /** The session that becomes the current one, or null. */
  readonly current: string | null;
  readonly files: {
    readonly added: readonly string[];
    /** Files here that differ from those in the snapshot: they stay. */
    readonly kept: readonly string[];
  };
}
