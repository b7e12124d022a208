import type { EventDraft } from "./event.ts";
import { phaseStarted } from "./phase_started.ts";
import type { WorkflowState } from "./state.ts";

/** The two events that begin a workflow made by `newState`. */
export function startDrafts(state: WorkflowState): readonly EventDraft[] {
  return [
    {
      event_type: "workflow_started",
      phase_id: null,
      item_id: null,
      message: `Started workflow: ${state.task_description}`,
      details: { project: state.project, workflow_type: state.workflow_type },
    },
    phaseStarted(state, state.current_phase_id),
  ];
}
