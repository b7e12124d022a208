import { record } from "../../session/record.ts";
import { fail, OrchestratorError } from "../../store/failure.ts";
import { findItem } from "../../workflow/inspect.ts";
import { planSkip } from "../../workflow/skip.ts";
import { approverCheck } from "../trust/approver_check.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";

/** `skip ITEM --reason TEXT`. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [item = ""] = call.args;
  const reason = flagValue(call, "reason");
  if (reason === null) {
    throw fail("usage", { problem: '"--reason" is missing', command: call.entry.path });
  }
  const { place, writer, id } = await openSession(call, context);
  const assertApprover = await approverCheck(call, context, place);
  const { view, failure } = await record(writer, id, (fold) => {
    const definition = findItem(fold, item)?.definition;
    if (definition?.verification.type === "manual_gate") assertApprover(item);
    return planSkip(fold, { item, reason, force: hasFlag(call, "force") });
  });
  if (failure !== null) throw new OrchestratorError(failure);
  const definition = findItem(view.fold, item)?.definition;
  return changeOutput(call, context, place, {
    view,
    text: [
      `⊘ SKIPPING: ${escapeLine(item)}`,
      `Reason: ${escapeLine(reason)}`,
      ...(definition?.step_type === "gate" ? ["⚠️ GATE BYPASSED"] : []),
      "",
    ].join("\n"),
    json: { item, result: "skipped" },
  });
}
