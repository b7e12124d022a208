/** What is wrong with something that the scan met. */
export type ProblemKind =
  | "unreadable"
  | "not_writable"
  | "too_large"
  | "not_json"
  | "not_a_workflow"
  | "wrong_kind"
  | "link_outside"
  | "link_dangling"
  | "byte_order_mark"
  | "not_utf8"
  | "checksum_differs"
  | "definition_missing"
  | "definition_unusable"
  | "definition_differs"
  | "cut_line"
  | "checkpoint_unreadable"
  | "feedback_unreadable"
  | "plaintext_key"
  | "invalid_id"
  | "same_name"
  | "lost_base";

/** One problem of one path. */
export interface PlanProblem {
  readonly kind: ProblemKind;
  readonly path: string;
  /** More of it in the words of the system or as data; empty when there is nothing to add. */
  readonly detail: string;
  /** Nothing is migrated while it stands. */
  readonly blocks: boolean;
}

/** Makes a problem that only is reported. */
export function note(kind: ProblemKind, path: string, detail = ""): PlanProblem {
  return { kind, path, detail, blocks: false };
}

/** Makes a problem that stops the migration. */
export function blocker(kind: ProblemKind, path: string, detail = ""): PlanProblem {
  return { kind, path, detail, blocks: true };
}
