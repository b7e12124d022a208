import { approvalKey } from "../approval.ts";
import type { SessionEvent } from "../event.ts";
import { nextPhaseId } from "../phase_order.ts";
import { eventPhase, type Fold, type Outcome } from "./handler.ts";

/** `phase_started`: the current phase if it is pending, or the one after a completed current phase. */
export function phaseStarted({ state }: Fold, event: SessionEvent): Outcome {
  const { phase_id: id } = event;
  if (state.status !== "active" || id === null) return "refused";
  const current = state.phases.get(state.current_phase_id);
  const due = current?.status === "completed"
    ? nextPhaseId(state)
    : current?.status === "pending"
    ? current.id
    : null;
  const phase = id === due ? state.phases.get(id) : undefined;
  if (phase === undefined) return "refused";
  phase.status = "active";
  phase.started_at = event.timestamp;
  state.current_phase_id = id;
  return "applied";
}

/**
 * `phase_completed`: the current phase, whatever its items are (`forced`). At the last phase the
 * predecessor wrote this event at every `advance` and changed nothing; so does the fold.
 */
export function phaseCompleted({ state }: Fold, event: SessionEvent): Outcome {
  const phase = eventPhase(state, event);
  if (state.status !== "active" || phase === undefined) return "refused";
  if (phase.status === "completed") return "refused";
  if (nextPhaseId(state) === null) return "ignored";
  phase.status = "completed";
  phase.completed_at = event.timestamp;
  return "applied";
}

/** `human_override`: approves the exit of any phase, before or after it is reached. */
export function humanOverride({ state }: Fold, event: SessionEvent): Outcome {
  const { phase_id: id } = event;
  if (state.status !== "active" || id === null || !state.phases.has(id)) return "refused";
  state.metadata.set(approvalKey(id), true);
  state.metadata.set(`${approvalKey(id)}_at`, event.timestamp);
  return "applied";
}
