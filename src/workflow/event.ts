import type { JsonObject } from "./json.ts";

/** Who acted. */
export type Actor = "human" | "agent" | "system";

/** The event types that this version folds; any other makes a session read-only. */
export const EVENT_TYPES = [
  "workflow_started",
  "workflow_completed",
  "workflow_abandoned",
  "phase_started",
  "phase_completed",
  "item_started",
  "item_completed",
  "item_skipped",
  "item_failed",
  "verification_passed",
  "verification_failed",
  "gate_executed",
  "gate_passed",
  "gate_failed",
  "gate_retry",
  "evidence_validated",
  "evidence_rejected",
  "skip_validated",
  "skip_rejected",
  "human_override",
  "review_started",
  "review_completed",
  "review_failed",
  "conflict_resolved",
  "conflict_escalated",
  "note_added",
  "error",
  "session_migrated",
  "state_restored",
  "workflow_reloaded",
] as const;

/** One of {@link EVENT_TYPES}. */
export type EventType = (typeof EVENT_TYPES)[number];

/** What a command wants to record, before the session adds time, workflow, actor and chain. */
export interface EventDraft {
  readonly event_type: EventType;
  readonly phase_id: string | null;
  readonly item_id: string | null;
  readonly message: string;
  readonly details: JsonObject;
}

/** An event as the predecessor logged it too: its keys in its order. */
export interface LoggedEvent {
  readonly timestamp: string;
  readonly event_type: string;
  readonly workflow_id: string;
  readonly phase_id: string | null;
  readonly item_id: string | null;
  readonly message: string;
  readonly details: JsonObject;
  readonly actor: string;
}

/**
 * One line of `log.jsonl`: the predecessor's keys, then `seq`, `prev` and, in a group of several
 * lines, `group`. `timestamp` is UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
 */
export interface SessionEvent extends LoggedEvent {
  readonly seq: number;
  readonly prev: string;
  readonly group?: readonly [number, number];
}
