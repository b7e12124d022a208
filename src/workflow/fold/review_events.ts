import type { SessionEvent } from "../event.ts";
import { reviewOfItem } from "../review_of_item.ts";
import { eventPhase, type Fold, type Outcome, textDetail } from "./handler.ts";

/** `review_completed`: its type is `details.review_type`, else the item's id without `_review`. */
export function reviewCompleted(fold: Fold, event: SessionEvent): Outcome {
  if (!isAllowed(fold, event)) return "refused";
  const review = textDetail(event.details, "review_type") ??
    (event.item_id === null ? null : reviewOfItem(event.item_id) ?? event.item_id);
  if (review === null) return "refused";
  fold.memory.reviews.add(review);
  return "applied";
}

/** `review_started`, `review_failed`. */
export function reviewNoted(fold: Fold, event: SessionEvent): Outcome {
  return isAllowed(fold, event) ? "applied" : "refused";
}

/** Reviews belong to the current phase; those of the predecessor's `review` command to no item. */
function isAllowed({ state }: Fold, event: SessionEvent): boolean {
  if (state.status !== "active") return false;
  if (event.item_id === null && event.phase_id === null) return true;
  const phase = eventPhase(state, event);
  return phase !== undefined && (event.item_id === null || phase.items.has(event.item_id));
}
