import type { CheckResult } from "./check_outcome.ts";
import type { EventDraft } from "./event.ts";
import type { FoundItem } from "./inspect.ts";
import { itemDraft, type ItemPlace } from "./item_draft.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/** `item_completed`; `verification_skipped` is added if the item has a check that was not made. */
export function itemCompleted(
  found: FoundItem,
  request: {
    readonly notes: string | null;
    readonly skipVerify: boolean;
    readonly evidence?: JsonValue;
  },
): EventDraft {
  const { step_type, verification } = found.definition;
  const unverified = request.skipVerify && step_type !== "gate" && verification.type !== "none";
  return itemDraft(placeOf(found), "item_completed", `Completed item: ${found.item.id}`, {
    notes: request.notes,
    step_type,
    has_evidence: request.evidence !== undefined || (found.item.evidence ?? null) !== null,
    ...(unverified ? { verification_skipped: true } : {}),
  });
}

/** `item_skipped` as the `zero_human` mode writes it for a manual gate that is no gate step. */
export function autoSkipped(found: FoundItem): EventDraft {
  const message = `Manual gate auto-skipped (zero_human mode): ${found.item.id}`;
  return itemDraft(placeOf(found), "item_skipped", message, {
    supervision_mode: "zero_human",
    gate_name: found.definition.name,
  });
}

/** `gate_executed`, recorded before the command of a gate runs. */
export function gateExecuted(found: FoundItem, command: string): EventDraft {
  return itemDraft(placeOf(found), "gate_executed", `Executing gate: ${command}`, { command });
}

/** `gate_passed`, `gate_failed`, `verification_passed` or `verification_failed`. */
export function checkResult(place: ItemPlace, gate: boolean, result: CheckResult): EventDraft {
  const { problem, details } = result;
  if (gate) {
    return problem === null
      ? itemDraft(place, "gate_passed", `Gate passed: ${place.item}`, details)
      : itemDraft(place, "gate_failed", `Gate failed: ${place.item}`, details);
  }
  return problem === null
    ? itemDraft(place, "verification_passed", "Verification passed", details)
    : itemDraft(place, "verification_failed", `Verification failed: ${problem}`, details);
}

/** `evidence_validated` if evidence was given for the item's schema, else nothing. */
export function evidenceValidated(
  found: FoundItem,
  evidence: JsonValue | undefined,
): readonly EventDraft[] {
  const { evidence_schema } = found.definition;
  if (evidence === undefined || evidence_schema === null) return [];
  const details: JsonObject = { evidence_schema, evidence };
  const message = `Evidence validated: ${found.item.id}`;
  return [itemDraft(placeOf(found), "evidence_validated", message, details)];
}

/** `evidence_rejected` with what its schema finds wrong. */
export function evidenceRejected(
  found: FoundItem,
  evidence: JsonValue,
  problems: readonly string[],
): EventDraft {
  const { evidence_schema } = found.definition;
  return itemDraft(placeOf(found), "evidence_rejected", `Evidence rejected: ${found.item.id}`, {
    evidence_schema,
    evidence,
    error: problems.join("; "),
  });
}

function placeOf(found: FoundItem): ItemPlace {
  return { phase: found.phase.id, item: found.item.id };
}
