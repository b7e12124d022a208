import type { SessionEvent } from "../event.ts";
import type { JsonObject } from "../json.ts";
import type { ItemState, PhaseState, WorkflowState } from "../state.ts";

/** What the fold remembers beside the predecessor's state. */
export interface FoldMemory {
  /** Number of events that were not allowed in the state before them. */
  refused: number;
  /** Review types that are done, as `required_reviews` names them: `security`, `quality`… */
  readonly reviews: Set<string>;
}

/**
 * A state that events are being applied to. The fold owns both and changes them in place; an event that
 * brings a whole state with it puts another one in.
 */
export interface Fold {
  state: WorkflowState;
  readonly memory: FoldMemory;
}

/** What became of an event; `ignored` is a known type without effect. */
export type Outcome = "applied" | "ignored" | "refused";

/** Applies one type of event, or refuses it and changes nothing. */
export type Handler = (fold: Fold, event: SessionEvent) => Outcome;

/** The current phase, if the event belongs to it. */
export function eventPhase(state: WorkflowState, event: SessionEvent): PhaseState | undefined {
  if (event.phase_id !== state.current_phase_id) return undefined;
  return state.phases.get(state.current_phase_id);
}

/** The item of the current phase that the event is about; undefined unless the workflow is active. */
export function eventItem(state: WorkflowState, event: SessionEvent): ItemState | undefined {
  if (state.status !== "active" || event.item_id === null) return undefined;
  return eventPhase(state, event)?.items.get(event.item_id);
}

/** The same, if work on the item may still be recorded. */
export function openItem(state: WorkflowState, event: SessionEvent): ItemState | undefined {
  const item = eventItem(state, event);
  return item !== undefined && isOpen(item) ? item : undefined;
}

/** Whether an item is neither completed nor skipped. */
export function isOpen(item: ItemState): boolean {
  return item.status !== "completed" && item.status !== "skipped";
}

/** A detail of an event if it is a text, else null. */
export function textDetail(details: JsonObject, key: string): string | null {
  const value = details[key];
  return typeof value === "string" ? value : null;
}
