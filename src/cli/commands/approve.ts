import { record } from "../../session/record.ts";
import { planApprovePhase } from "../../workflow/approve.ts";
import { approverCheck } from "../trust/approver_check.ts";
import { type Call, flagValue } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";

/** `approve [--phase ID]`. */
export async function run(call: Call, context: Context): Promise<Output> {
  const wanted = flagValue(call, "phase");
  const { place, writer, id } = await openSession(call, context);
  (await approverCheck(call, context, place))(wanted ?? "the current phase");
  let phase = "";
  let already = false;
  const { view } = await record(writer, id, (fold) => {
    const plan = planApprovePhase(fold, { phase: wanted });
    ({ phase, already } = plan);
    return plan;
  });
  return changeOutput(call, context, place, {
    view,
    text: already
      ? `Phase ${escapeLine(phase)} is already approved\n`
      : `✓ Phase ${escapeLine(phase)} approved\n`,
    json: { approved_phase: phase, result: already ? "already_approved" : "approved" },
  });
}
