import type { SessionEvent } from "../event.ts";
import { reviewOfItem } from "../review_of_item.ts";
import { eventItem, type Fold, isOpen, openItem, type Outcome, textDetail } from "./handler.ts";

/** What the predecessor wrote as the reason of an item that its `zero_human` mode skipped. */
const AUTO_SKIP_REASON = "Auto-skipped (zero_human mode)";

/** `item_started`. */
export function itemStarted({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.status = "in_progress";
  item.started_at = event.timestamp;
  return "applied";
}

/** `item_completed`: only an approval (`details.approved`) reaches a skipped item. */
export function itemCompleted({ state, memory }: Fold, event: SessionEvent): Outcome {
  const item = eventItem(state, event);
  const approved = event.details["approved"] === true;
  if (item === undefined) return "refused";
  if (!isOpen(item) && !(approved && item.status === "skipped")) return "refused";
  item.status = "completed";
  item.completed_at = event.timestamp;
  const notes = textDetail(event.details, "notes");
  if (notes !== null) item.notes = notes;
  else if (item.notes !== undefined) delete item.notes;
  if (approved) {
    item.verification_result = {
      approved: true,
      approved_at: event.timestamp,
      type: "manual_gate",
    };
  }
  const review = reviewOfItem(item.id);
  if (review !== null) memory.reviews.add(review);
  return "applied";
}

/** `item_skipped`. */
export function itemSkipped({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.status = "skipped";
  item.skipped_at = event.timestamp;
  item.skip_reason = textDetail(event.details, "reason") ?? AUTO_SKIP_REASON;
  return "applied";
}

/** `item_failed`. */
export function itemFailed({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.status = "failed";
  return "applied";
}

/** Events about an open item that leave a trace in the log only. */
export function itemNoted({ state }: Fold, event: SessionEvent): Outcome {
  return openItem(state, event) === undefined ? "refused" : "applied";
}
