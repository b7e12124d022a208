import type { Analysis } from "../../workflow/analysis.ts";

/** The predecessor's keys of an analysis. */
export function analysisJson(analysis: Analysis): object {
  return {
    total_workflows: analysis.workflows,
    completed: analysis.completed,
    abandoned: analysis.abandoned,
    active: analysis.active,
    completion_rate: completionRate(analysis),
    skipped_items: Object.fromEntries(analysis.skipped),
    verification_failures: Object.fromEntries(analysis.verificationFailures),
    phase_durations: Object.fromEntries(analysis.phases),
    total_events: analysis.events,
    gate_failures: Object.fromEntries(analysis.gateFailures),
    actors: Object.fromEntries(analysis.actors),
  };
}

/** Completed of all workflows, as `66.7%`. */
export function completionRate({ completed, workflows }: Analysis): string {
  return `${(workflows === 0 ? 0 : (completed / workflows) * 100).toFixed(1)}%`;
}
