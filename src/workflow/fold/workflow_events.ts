import type { SessionEvent } from "../event.ts";
import { type Fold, type Outcome, textDetail } from "./handler.ts";

const ABANDON_MESSAGE = "Workflow abandoned: ";

/** `workflow_started`: allowed until a phase has started. */
export function workflowStarted({ state }: Fold): Outcome {
  const current = state.phases.get(state.current_phase_id);
  return state.status === "active" && current?.status === "pending" ? "applied" : "refused";
}

/** `workflow_completed`: the phases keep their status. */
export function workflowCompleted({ state }: Fold, event: SessionEvent): Outcome {
  if (state.status !== "active") return "refused";
  state.status = "completed";
  state.completed_at = event.timestamp;
  const notes = textDetail(event.details, "notes");
  if (notes !== null) state.metadata.set("completion_notes", notes);
  return "applied";
}

/** `workflow_abandoned`: the predecessor gave the reason in the message only. */
export function workflowAbandoned({ state }: Fold, event: SessionEvent): Outcome {
  if (state.status !== "active") return "refused";
  state.status = "abandoned";
  const { message } = event;
  const reason = textDetail(event.details, "reason") ??
    (message.startsWith(ABANDON_MESSAGE) ? message.slice(ABANDON_MESSAGE.length) : message);
  state.metadata.set("abandon_reason", reason);
  return "applied";
}
