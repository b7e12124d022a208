import type { WorkflowState } from "./state.ts";

/** Ids of the phases in order: those of the definition, or of the state if there is none. */
export function phaseOrder(state: WorkflowState): readonly string[] {
  return state.workflow_definition?.phases.map(({ id }) => id) ?? [...state.phases.keys()];
}

/** The phase after the current one, or null if the current one is the last or is unknown. */
export function nextPhaseId(state: WorkflowState): string | null {
  const order = phaseOrder(state);
  const index = order.indexOf(state.current_phase_id);
  return index < 0 ? null : order[index + 1] ?? null;
}
