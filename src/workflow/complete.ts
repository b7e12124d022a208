import { fail, type Failure, OrchestratorError } from "../store/failure.ts";
import { type CheckOutcome, judgeCheck } from "./check_outcome.ts";
import type { EventDraft } from "./event.ts";
import {
  autoSkipped,
  checkResult,
  evidenceRejected,
  evidenceValidated,
  gateExecuted,
  itemCompleted,
} from "./complete_drafts.ts";
import { checkEvidence } from "./evidence.ts";
import type { Fold } from "./fold.ts";
import { isOpen } from "./fold/handler.ts";
import { findItem, type FoundItem, needsApproval } from "./inspect.ts";
import type { JsonValue } from "./json.ts";
import { NOTE_LIMIT, requireLength } from "./limits.ts";
import { requireActive, requireItem } from "./require_item.ts";
import { type Check, type CommandCheck, type FileCheck, resolveCheck } from "./template.ts";

export type { CheckOutcome } from "./check_outcome.ts";

/** What `complete` is asked for; `evidence` is the parsed JSON, absent if none was given. */
export interface CompleteRequest {
  readonly item: string;
  readonly notes: string | null;
  readonly skipVerify: boolean;
  readonly evidence?: JsonValue;
}

/** A check to be carried out without a lock; the events of `before` are recorded first. */
export interface CheckPlan {
  readonly kind: "check";
  readonly check: FileCheck | CommandCheck;
  readonly gate: boolean;
  /** The phase that the item is in. */
  readonly phase: string;
  readonly before: readonly EventDraft[];
}

/** What there is to do: nothing, record events (and then fail, if `failure` is set), or check first. */
export type CompletePlan =
  | { readonly kind: "already" }
  | {
    readonly kind: "record";
    readonly events: readonly EventDraft[];
    readonly failure: Failure | null;
  }
  | CheckPlan;

/** What a check leads to. `late`: the events say what the check found, and change nothing. */
export interface CompleteConclusion {
  readonly events: readonly EventDraft[];
  readonly failure: Failure | null;
  readonly late: boolean;
}

/**
 * Decides what completing an item takes. Throws the failures that leave no event: a note above the
 * limit, a workflow that is not active, an item that is unknown, of another phase, skipped or to be
 * approved by `approve-item`, evidence without a schema, a check whose settings are unusable.
 */
export function planComplete(fold: Fold, request: CompleteRequest): CompletePlan {
  if (request.notes !== null) requireLength("note", request.notes, NOTE_LIMIT);
  if (isCompleted(fold, request.item)) return { kind: "already" };
  requireActive(fold, "complete");
  const found = requireItem(fold, request.item);
  if (!isOpen(found.item)) throw fail("item.was_skipped", { item: request.item });
  const rejected = rejectEvidence(found, request.evidence);
  if (rejected !== null) return rejected;
  const gate = found.definition.step_type === "gate";
  // A gate's command or file is checked even with --skip-verify, and so is its approval.
  if (request.skipVerify && !gate) return completed(found, request);
  if (needsApproval(fold, found.definition)) {
    throw fail("item.needs_approval", { item: request.item, session: null });
  }
  const check = resolveFor(fold, found);
  if (check.kind === "none") return completed(found, request);
  if (check.kind === "manual") {
    return { kind: "record", events: [autoSkipped(found)], failure: null };
  }
  const before = gate && check.kind === "command" ? [gateExecuted(found, check.command)] : [];
  return { kind: "check", check, gate, phase: found.phase.id, before };
}

/**
 * Turns the outcome of a check into events, against the state as it is now: other commands may have
 * run meanwhile. If the item is then not open, or would be checked in another way, only the result is
 * recorded, late; that is no failure if the item is completed, else `item.changed_meanwhile` whose
 * `change` is `workflow`, `phase`, `skipped`, `check` or `missing`.
 */
export function concludeComplete(
  fold: Fold,
  request: CompleteRequest,
  plan: CheckPlan,
  outcome: CheckOutcome,
  now: string,
): CompleteConclusion {
  const place = { phase: plan.phase, item: request.item };
  const judged = judgeCheck(plan.check, outcome, plan.gate, now);
  const { problem, details } = judged;
  const result = checkResult(place, plan.gate, judged);
  const found = findItem(fold, request.item);
  const change = changeMeanwhile(fold, request, found, plan);
  if (change !== null || found === null) {
    const failure: Failure | null = found?.item.status === "completed" ? null : {
      code: "item.changed_meanwhile",
      facts: { item: request.item, change: change ?? "missing" },
    };
    return { events: [{ ...result, details: { ...details, late: true } }], failure, late: true };
  }
  const events = [...evidenceValidated(found, request.evidence), result];
  if (problem !== null) {
    const failure: Failure = {
      code: "verification.failed",
      facts: { item: request.item, problem },
    };
    return { events, failure, late: false };
  }
  return { events: [...events, itemCompleted(found, request)], failure: null, late: false };
}

function isCompleted({ state }: Fold, item: string): boolean {
  const current = state.phases.get(state.current_phase_id);
  return current?.items.get(item)?.status === "completed";
}

function resolveFor({ state }: Fold, found: FoundItem): Check {
  return resolveCheck(found.definition, state.workflow_definition?.settings ?? {});
}

function changeMeanwhile(
  fold: Fold,
  request: CompleteRequest,
  found: FoundItem | null,
  plan: CheckPlan,
): string | null {
  if (found === null) return "missing";
  if (fold.state.status !== "active") return "workflow";
  if (found.phase.id !== plan.phase || fold.state.current_phase_id !== plan.phase) return "phase";
  if (!isOpen(found.item)) return found.item.status;
  const { step_type, evidence_schema: schema } = found.definition;
  const { evidence } = request;
  if (evidence !== undefined && (schema === null || checkEvidence(schema, evidence).length > 0)) {
    return "check";
  }
  return (step_type === "gate") === plan.gate && isSameCheck(fold, found, plan) ? null : "check";
}

/** A check that can no longer be resolved is another one; its result must still be recorded. */
function isSameCheck(fold: Fold, found: FoundItem, plan: CheckPlan): boolean {
  try {
    return JSON.stringify(resolveFor(fold, found)) === JSON.stringify(plan.check);
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}

/** The plan for evidence that its schema refuses; null if it is accepted or none was given. */
function rejectEvidence(found: FoundItem, evidence: JsonValue | undefined): CompletePlan | null {
  if (evidence === undefined) return null;
  const item = found.item.id;
  const schema = found.definition.evidence_schema;
  if (schema === null) throw fail("evidence.unexpected", { item });
  const problems = checkEvidence(schema, evidence);
  if (problems.length === 0) return null;
  return {
    kind: "record",
    events: [evidenceRejected(found, evidence, problems)],
    failure: { code: "evidence.invalid", facts: { item, schema, problems } },
  };
}

function completed(found: FoundItem, request: CompleteRequest): CompletePlan {
  const events = [...evidenceValidated(found, request.evidence), itemCompleted(found, request)];
  return { kind: "record", events, failure: null };
}
