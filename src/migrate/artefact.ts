/** Every kind of thing that the predecessor, or a helper of it, left in a repository. */
export type ArtefactId =
  | "state"
  | "log"
  | "checkpoints"
  | "transcripts"
  | "transcript_file"
  | "feedback"
  | "feedback_migrated"
  | "tool_feedback"
  | "process_feedback"
  | "feedback_debris"
  | "approvals"
  | "settings"
  | "phantom_settings"
  | "secrets_enc"
  | "secrets_sops"
  | "sops_rules"
  | "keys"
  | "manus"
  | "agent_logs"
  | "review_history"
  | "model_registry"
  | "prd_state"
  | "job_queue"
  | "prd_prompts"
  | "squad_sessions"
  | "learning"
  | "session"
  | "flat_feedback"
  | "foreign_state"
  | "audit"
  | "side_state"
  | "noise"
  | "user_document"
  | "custom";

/** Whose it is. Only what is the orchestrator's moves without being asked for. */
export type Owner = "orchestrator" | "user" | "secret" | "claude" | "unknown";

/**
 * What becomes of it. `session`: read and taken apart into sessions. `move`: a copy goes to `to`, the
 * original to the backup. `copy`: a copy goes to `to`, the original stays. `retire`: to the backup
 * only. `leave`: stays, and is listed.
 */
export type Policy = "session" | "move" | "copy" | "retire" | "leave";

/** What the bytes must look like for the entry to fit; null: the name says enough. */
export type Content =
  | "workflow_state"
  | "event_log"
  | "sqlite"
  | "salted"
  | "sops"
  | "prd_state"
  | "job_queue"
  | "squad_sessions"
  | "model_registry";

/** One row of the catalogue. */
export interface Artefact {
  readonly id: ArtefactId;
  /** The directory it lies in, relative to the root; empty for the root itself. */
  readonly directory: string;
  /** Its exact name, or what its name has to match. */
  readonly name: string | RegExp;
  readonly kind: "file" | "directory";
  readonly content: Content | null;
  readonly owner: Owner;
  readonly policy: Policy;
  /** Where it goes, relative to the home: a path, or a directory (ends with `/`) that keeps its name. */
  readonly to: string | null;
  /** A copy of the predecessor's migration script, a temporary file: taken only where nothing else is. */
  readonly leftover: boolean;
}
