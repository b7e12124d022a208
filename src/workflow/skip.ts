import { fail, type Failure, OrchestratorError } from "../store/failure.ts";
import type { EventDraft } from "./event.ts";
import type { Fold } from "./fold.ts";
import { isOpen } from "./fold/handler.ts";
import { type FoundItem, needsApproval } from "./inspect.ts";
import { itemDraft } from "./item_draft.ts";
import { characterCount } from "./limits.ts";
import { requireActive, requireItem } from "./require_item.ts";

/** Least length of a reason, in characters: of any item, and of a documented step or a gate. */
const LEAST_REASON = 10;
const LEAST_GOOD_REASON = 50;

/** Reasons that give none. */
const EMPTY_REASONS: ReadonlySet<string> = new Set([
  "",
  "not needed",
  "not applicable",
  "n/a",
  "none",
  "obvious",
  "already done",
  "skip",
  "skipped",
  "no need",
  "unnecessary",
  "not required",
  "done",
  "ok",
  "fine",
]);

/** What `skip` is asked for. */
export interface SkipRequest {
  readonly item: string;
  readonly reason: string;
  readonly force: boolean;
}

/** The events to record, and what to fail with after recording them. */
export interface SkipPlan {
  readonly events: readonly EventDraft[];
  readonly failure: Failure | null;
}

/**
 * Decides whether an item may be skipped. `force` opens gates only. A refused reason of a documented
 * step is recorded (`skip_rejected`) and returned as failure; every other refusal is thrown.
 */
export function planSkip(fold: Fold, request: SkipRequest): SkipPlan {
  requireActive(fold, "skip");
  const found = requireItem(fold, request.item);
  requireSkippable(fold, found, request.force);
  const reason = request.reason.trim();
  const { step_type } = found.definition;
  const weak = weakReason(found, reason);
  if (step_type === "documented") {
    return weak === null
      ? { events: [skipValidated(found, reason), itemSkipped(found, reason)], failure: null }
      : { events: [skipRejected(found, reason, weak)], failure: weak };
  }
  if (weak !== null) throw new OrchestratorError(weak);
  return { events: [itemSkipped(found, reason)], failure: null };
}

function requireSkippable(fold: Fold, { item, definition }: FoundItem, force: boolean): void {
  const facts = { item: item.id, approval: needsApproval(fold, definition) };
  if (definition.step_type === "gate") {
    if (!force) throw fail("skip.gate", facts);
  } else if (definition.step_type === "required") {
    throw fail("skip.required", facts);
  } else if (!definition.skippable) {
    throw fail("skip.not_skippable", facts);
  }
  if (!isOpen(item)) throw fail("skip.already", { item: item.id, status: item.status });
}

function weakReason({ item, definition }: FoundItem, reason: string): Failure | null {
  const plain = definition.step_type === "flexible";
  if (reason === "" || (!plain && EMPTY_REASONS.has(reason.toLowerCase()))) {
    return { code: "skip.reason_empty", facts: { item: item.id, reason } };
  }
  const least = plain ? LEAST_REASON : LEAST_GOOD_REASON;
  const length = characterCount(reason);
  if (length >= least) return null;
  return { code: "skip.reason_short", facts: { item: item.id, length, least } };
}

function itemSkipped({ phase, item, definition }: FoundItem, reason: string): EventDraft {
  const forced = definition.step_type === "gate";
  const verb = forced ? "Force-skipped" : "Skipped";
  const place = { phase: phase.id, item: item.id };
  return itemDraft(place, "item_skipped", `${verb} item: ${item.id}`, {
    reason,
    step_type: definition.step_type,
    context_considered: null,
    force_skipped: forced,
  });
}

function skipValidated({ phase, item }: FoundItem, reason: string): EventDraft {
  const place = { phase: phase.id, item: item.id };
  return itemDraft(place, "skip_validated", `Skip reasoning validated: ${item.id}`, {
    reason_length: characterCount(reason),
  });
}

function skipRejected({ phase, item }: FoundItem, reason: string, failure: Failure): EventDraft {
  const error = failure.code === "skip.reason_short"
    ? `Skip reasoning too short (${failure.facts.length} chars). ` +
      `Must be at least ${failure.facts.least} characters.`
    : "Skip reasoning is too generic.";
  const place = { phase: phase.id, item: item.id };
  return itemDraft(place, "skip_rejected", `Skip rejected: ${item.id}`, { reason, error });
}
