import type { JsonObject, JsonValue } from "./json.ts";
import type { WorkflowDefinition } from "./definition.ts";

/** Status of an item; a missing key means `pending`. */
export type ItemStatus = "pending" | "in_progress" | "completed" | "skipped" | "blocked" | "failed";

/**
 * One item of the predecessor's state. Only `id` and `status` are always there; a missing key means
 * null (0 for `retry_count`), as the predecessor's loader has it. Keys that we do not know stay.
 */
export interface ItemState {
  readonly id: string;
  status: ItemStatus;
  started_at?: string | null;
  completed_at?: string | null;
  skipped_at?: string | null;
  skip_reason?: string | null;
  notes?: string | null;
  verification_result?: JsonObject | null;
  retry_count?: number;
  evidence?: JsonValue;
  gate_result?: JsonObject | null;
}

/** One phase of the predecessor's state, its items in the order of the definition. */
export interface PhaseState {
  readonly id: string;
  status: "pending" | "active" | "completed" | "blocked";
  started_at?: string | null;
  completed_at?: string | null;
  readonly items: Map<string, ItemState>;
}

/** Status of the whole workflow. */
export type WorkflowStatus = "active" | "completed" | "abandoned" | "paused";

/**
 * The predecessor's `WorkflowState` (its formats, section 1.9). Phases and items are Maps, because ids
 * such as `1` or `__proto__` exist and order matters. Keys that we do not know stay in `extra`.
 */
export interface WorkflowState {
  readonly workflow_id: string;
  readonly workflow_type: string;
  readonly workflow_version: string;
  readonly task_description: string;
  readonly project: string | null;
  status: WorkflowStatus;
  current_phase_id: string;
  readonly phases: Map<string, PhaseState>;
  readonly created_at: string;
  updated_at: string;
  completed_at: string | null;
  readonly metadata: Map<string, JsonValue>;
  readonly workflow_definition: WorkflowDefinition | null;
  readonly constraints: readonly string[];
  readonly extra: Map<string, JsonValue>;
}
