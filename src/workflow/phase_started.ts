import type { EventDraft } from "./event.ts";
import type { WorkflowState } from "./state.ts";

/** The event that begins a phase; the predecessor's message gives its name, not its id. */
export function phaseStarted(state: WorkflowState, phase: string): EventDraft {
  const defined = state.workflow_definition?.phases.find(({ id }) => id === phase);
  return {
    event_type: "phase_started",
    phase_id: phase,
    item_id: null,
    message: `Started phase: ${defined?.name ?? phase}`,
    details: {},
  };
}
