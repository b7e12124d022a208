import type { WorkflowState } from "./state.ts";

/** The key in the metadata of a state that says whether the exit of a phase is approved. */
export function approvalKey(phase: string): string {
  return `phase_${phase}_approved`;
}

/** Whether somebody has approved the exit of a phase. */
export function isApproved({ metadata }: Pick<WorkflowState, "metadata">, phase: string): boolean {
  return metadata.get(approvalKey(phase)) === true;
}
