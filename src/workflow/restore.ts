import { fail } from "../store/failure.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { EventDraft } from "./event.ts";
import type { Fold } from "./fold.ts";
import { canTakePlaceOf, restoredState } from "./fold/restore_events.ts";
import { requireActive } from "./require_item.ts";
import { type StateChange, stateChanges } from "./state_changes.ts";
import type { WorkflowState } from "./state.ts";

/** What a restore would do; without changes there are no events. */
export interface RestorePlan {
  readonly state: WorkflowState;
  readonly changes: readonly StateChange[];
  /** Makes the events, once it is known which checkpoint keeps the state of now. */
  readonly events: (kept: string) => readonly EventDraft[];
}

/**
 * Plans to go back to a checkpoint. A workflow that has ended stays ended.
 *
 * @throws `workflow.not_active`, `checkpoint.other_workflow`, `checkpoint.no_state`
 */
export function planRestore(fold: Fold, id: string, checkpoint: Checkpoint): RestorePlan {
  requireActive(fold, "restore_a_checkpoint");
  const { workflow_id: workflow, workflow_state_snapshot: snapshot } = checkpoint;
  const wanted = fold.state.workflow_id;
  if (workflow !== wanted) {
    throw fail("checkpoint.other_workflow", { checkpoint: id, workflow, wanted });
  }
  if (snapshot === null) throw fail("checkpoint.no_state", { checkpoint: id, problem: "missing" });
  const state = restoredState(fold.state, snapshot);
  if (state === null || state.workflow_id !== wanted) {
    throw fail("checkpoint.no_state", { checkpoint: id, problem: "not_a_state" });
  }
  if (!canTakePlaceOf(fold.state, state)) {
    const problem = state.status === "active" ? "not_a_state" : "not_active";
    throw fail("checkpoint.no_state", { checkpoint: id, problem });
  }
  const changes = stateChanges(fold.state, state);
  const events = (kept: string): readonly EventDraft[] => [{
    event_type: "state_restored",
    phase_id: state.current_phase_id,
    item_id: null,
    message: `Restored checkpoint: ${id}`,
    details: { checkpoint_id: id, kept_as: kept, state: snapshot },
  }];
  return { state, changes, events: changes.length === 0 ? () => [] : events };
}
