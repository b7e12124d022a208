import type { Failure } from "../store/failure.ts";
import type { CheckOutcome } from "../workflow/check_outcome.ts";
import {
  type CompletePlan,
  type CompleteRequest,
  concludeComplete,
  planComplete,
} from "../workflow/complete.ts";
import type { SessionEvent } from "../workflow/event.ts";
import type { Fold } from "../workflow/fold.ts";
import type { CommandCheck, FileCheck } from "../workflow/template.ts";
import type { Decided } from "./prepare_record.ts";
import { record } from "./record.ts";
import type { SessionView } from "./session_view.ts";
import type { Writer } from "./writer.ts";

/** What the caller does for us: it has the grants, the environment and the runner. */
export interface CheckHands {
  /** Throws what forbids the caller to complete the item, whatever it is. */
  readonly guard: (fold: Fold) => void;
  /** Throws `trust.not_granted` unless the commands of this workflow may run. */
  readonly permit: (fold: Fold) => Promise<void>;
  readonly runCommand: (check: CommandCheck, fold: Fold) => Promise<CheckOutcome>;
  readonly lookAtFile: (check: FileCheck, fold: Fold) => CheckOutcome;
}

/** What came of it. */
export interface Completed {
  /** It was completed before; nothing was recorded. */
  readonly already: boolean;
  /** The workflow changed while the check ran; only its result was recorded. */
  readonly late: boolean;
  readonly failure: Failure | null;
  readonly view: SessionView;
  readonly events: readonly SessionEvent[];
}

type CheckPlan = Extract<CompletePlan, { kind: "check" }>;

/**
 * Completes an item: folds, runs the check without holding a lock, then locks, folds again and
 * records the outcome if the workflow still stands as it did.
 */
export async function completeItem(
  writer: Writer,
  id: string,
  request: CompleteRequest,
  hands: CheckHands,
): Promise<Completed> {
  let plan: CompletePlan = { kind: "already" };
  const first = await record(writer, id, (fold) => {
    hands.guard(fold);
    plan = planComplete(fold, request);
    return decidedWithoutCheck(plan);
  });
  const planned = plan as CompletePlan;
  if (planned.kind !== "check") {
    const { failure, view, events } = first;
    return { already: planned.kind === "already", late: false, failure, view, events };
  }
  return await checkAndConclude(writer, id, request, hands, { fold: first.view.fold, planned });
}

function decidedWithoutCheck(plan: CompletePlan): Decided {
  return plan.kind === "record" ? plan : { events: [] };
}

async function checkAndConclude(
  writer: Writer,
  id: string,
  request: CompleteRequest,
  hands: CheckHands,
  found: { readonly fold: Fold; readonly planned: CheckPlan },
): Promise<Completed> {
  const { planned } = found;
  const outcome = await performCheck(writer, id, request, hands, found);
  let late = false;
  const { failure, view, events } = await record(writer, id, (fold) => {
    const conclusion = concludeComplete(fold, request, planned, outcome, writer.now());
    late = conclusion.late;
    return conclusion;
  });
  return { already: false, late, failure, view, events };
}

async function performCheck(
  writer: Writer,
  id: string,
  request: CompleteRequest,
  hands: CheckHands,
  found: { readonly fold: Fold; readonly planned: CheckPlan },
): Promise<CheckOutcome> {
  const { check, before } = found.planned;
  if (check.kind === "file") {
    return hands.lookAtFile(check, found.fold);
  }
  await hands.permit(found.fold);
  if (before.length > 0) {
    await record(writer, id, (fold) => decidedBeforeCheck(fold, request));
  }
  return await hands.runCommand(check, found.fold);
}

/** The workflow may have moved since the plan was made: then nothing is said of a check to come. */
function decidedBeforeCheck(fold: Fold, request: CompleteRequest): Decided {
  const plan = planComplete(fold, request);
  return { events: plan.kind === "check" ? plan.before : [] };
}
