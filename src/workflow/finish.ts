import { fail } from "../store/failure.ts";
import { blockerText } from "./blocker_text.ts";
import type { EventDraft } from "./event.ts";
import type { Fold } from "./fold.ts";
import { blockers } from "./inspect.ts";
import { NOTE_LIMIT, requireLength } from "./limits.ts";
import { phaseOrder } from "./phase_order.ts";

/** The one phase in which the predecessor honours `required_reviews`. */
const REVIEW_PHASE = "REVIEW";

/** What `finish` is asked for; `reason` says why the review check is skipped. */
export interface FinishRequest {
  readonly notes: string | null;
  readonly force: boolean;
  readonly skipReviewCheck: boolean;
  readonly reason?: string | null;
}

/**
 * Completes the workflow from the current phase; `unreached` lists the phases that never started.
 * Throws `finish.already`, `finish.incomplete` (unless forced) and `finish.reviews_missing`.
 */
export function planFinish(
  fold: Fold,
  request: FinishRequest,
): { readonly events: readonly EventDraft[]; readonly unreached: readonly string[] } {
  const { state } = fold;
  if (request.notes !== null) requireLength("note", request.notes, NOTE_LIMIT);
  requireUnfinished(fold);
  const open = blockers(fold);
  if (open.length > 0 && !request.force) {
    const phase = state.current_phase_id;
    throw fail("finish.incomplete", { phase, blockers: open.map(blockerText) });
  }
  const reviews = missingReviews(fold);
  if (reviews.length > 0 && !request.skipReviewCheck) {
    throw fail("finish.reviews_missing", { reviews });
  }
  const details = {
    notes: request.notes,
    ...(open.length > 0 ? { forced: true } : {}),
    ...(reviews.length > 0
      ? { missing_reviews: reviews, review_check_skipped: request.reason ?? null }
      : {}),
  };
  const events = [workflowEvent("workflow_completed", "Workflow completed", details)];
  return { events, unreached: unreachedPhases(fold) };
}

/** Abandons an active workflow; throws `finish.already` for any other. */
export function planAbandon(
  fold: Fold,
  request: { readonly reason: string },
): { readonly events: readonly EventDraft[] } {
  requireUnfinished(fold);
  const { reason } = request;
  const message = `Workflow abandoned: ${reason}`;
  return { events: [workflowEvent("workflow_abandoned", message, { reason })] };
}

/** The required reviews that are not done. */
export function missingReviews({ state, memory }: Fold): readonly string[] {
  const phase = state.workflow_definition?.phases.find(({ id }) => id === REVIEW_PHASE);
  return (phase?.required_reviews ?? []).filter((review) => !memory.reviews.has(review));
}

/** The phases that never started, in order. */
export function unreachedPhases({ state }: Fold): readonly string[] {
  return phaseOrder(state).filter((id) => state.phases.get(id)?.status === "pending");
}

function requireUnfinished({ state }: Fold): void {
  if (state.status !== "active") throw fail("finish.already", { status: state.status });
}

function workflowEvent(
  event_type: "workflow_completed" | "workflow_abandoned",
  message: string,
  details: EventDraft["details"],
): EventDraft {
  return { event_type, phase_id: null, item_id: null, message, details };
}
