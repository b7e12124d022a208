import { fail } from "../store/failure.ts";
import { blockerText } from "./blocker_text.ts";
import type { EventDraft } from "./event.ts";
import type { Fold } from "./fold.ts";
import { blockers, currentPhase } from "./inspect.ts";
import { nextPhaseId } from "./phase_order.ts";
import { phaseStarted } from "./phase_started.ts";
import { requireActive } from "./require_item.ts";

/** A step from one phase to the next; `to` is null, and there are no events, at the last phase. */
export interface AdvancePlan {
  readonly events: readonly EventDraft[];
  readonly from: string;
  readonly to: string | null;
  /** The skipped items of the phase that ends, as `id: reason`. */
  readonly skipped: readonly string[];
}

/** Completes the current phase and starts the next. Throws `phase.blocked` unless forced. */
export function planAdvance(fold: Fold, request: { readonly force: boolean }): AdvancePlan {
  requireActive(fold, "advance");
  const { state } = fold;
  const from = state.current_phase_id;
  const open = blockers(fold);
  if (open.length > 0 && !request.force) {
    throw fail("phase.blocked", { phase: from, blockers: open.map(blockerText) });
  }
  const to = nextPhaseId(state);
  const phase = currentPhase(fold).state;
  const skipped: string[] = [];
  for (const item of phase?.items.values() ?? []) {
    if (item.status === "skipped") skipped.push(`${item.id}: ${item.skip_reason ?? ""}`);
  }
  if (to === null) return { events: [], from, to, skipped };
  const events: EventDraft[] = [phaseStarted(state, to)];
  // Only a log that lost the second of these two events leaves a completed phase current.
  if (phase?.status !== "completed") {
    events.unshift({
      event_type: "phase_completed",
      phase_id: from,
      item_id: null,
      message: `Completed phase: ${from}`,
      details: { skipped_items: skipped, forced: request.force },
    });
  }
  return { events, from, to, skipped };
}
