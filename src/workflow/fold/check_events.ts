import type { SessionEvent } from "../event.ts";
import type { JsonObject } from "../json.ts";
import type { ItemState } from "../state.ts";
import { type Fold, openItem, type Outcome } from "./handler.ts";

/** `verification_passed`. */
export function verificationPassed({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.verification_result = resultOf(event);
  return "applied";
}

/** `verification_failed`: the item is failed and may be completed again. */
export function verificationFailed({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.verification_result = resultOf(event);
  item.status = "failed";
  countRetry(item);
  return "applied";
}

/** `gate_passed`. */
export function gatePassed({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.gate_result = resultOf(event);
  return "applied";
}

/** `gate_failed`: unlike a failed verification it leaves the item's status as it was. */
export function gateFailed({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  item.gate_result = resultOf(event);
  countRetry(item);
  return "applied";
}

/** `evidence_validated`. */
export function evidenceValidated({ state }: Fold, event: SessionEvent): Outcome {
  const item = openItem(state, event);
  if (item === undefined) return "refused";
  const evidence = event.details["evidence"];
  // The predecessor's event names the schema only; what it stored with the item then stays.
  if (evidence !== undefined && evidence !== null) item.evidence = evidence;
  return "applied";
}

/** The predecessor's result map; who ran the check is known from the log. */
function resultOf(event: SessionEvent): JsonObject {
  const { actor_evidence: _, ...result } = event.details;
  return result;
}

function countRetry(item: ItemState): void {
  item.retry_count = (item.retry_count ?? 0) + 1;
}
