import { definitionFromJson } from "../definition_json.ts";
import type { SessionEvent } from "../event.ts";
import { isJsonObject, type JsonValue } from "../json.ts";
import { reviewOfItem } from "../review_of_item.ts";
import type { WorkflowState } from "../state.ts";
import { stateFromJson } from "../state_json.ts";
import type { Fold, Outcome } from "./handler.ts";

/**
 * `state_restored`: `details.state` is the whole state from then on, its definition with it. It must be
 * an active one of the same workflow. The reviews done are again those whose items it has completed.
 */
export function stateRestored(fold: Fold, event: SessionEvent): Outcome {
  const state = restoredState(fold.state, event.details["state"] ?? null);
  if (state === null || !canTakePlaceOf(fold.state, state)) return "refused";
  fold.state = state;
  fold.memory.reviews.clear();
  for (const review of completedReviews(state)) fold.memory.reviews.add(review);
  return "applied";
}

/**
 * The state of a checkpoint; null if it is none. The first versions of the predecessor kept no
 * definition in it: then the workflow goes on by the one that it has.
 */
export function restoredState(now: WorkflowState, json: JsonValue): WorkflowState | null {
  const own = isJsonObject(json) ? definitionFromJson(json["workflow_definition"] ?? null) : null;
  return stateFromJson(json, own ?? now.workflow_definition);
}

/** Whether one state of a workflow may be put in the place of another. */
export function canTakePlaceOf(now: WorkflowState, then: WorkflowState): boolean {
  return now.status === "active" && then.status === "active" &&
    then.workflow_id === now.workflow_id && then.phases.has(then.current_phase_id);
}

/** The types of the reviews whose items a state has completed. */
export function completedReviews(state: WorkflowState): Set<string> {
  const done = new Set<string>();
  for (const phase of state.phases.values()) {
    for (const item of phase.items.values()) {
      const review = item.status === "completed" ? reviewOfItem(item.id) : null;
      if (review !== null) done.add(review);
    }
  }
  return done;
}
