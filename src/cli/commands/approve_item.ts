import { record } from "../../session/record.ts";
import { planApproveItem } from "../../workflow/approve.ts";
import { approverCheck } from "../trust/approver_check.ts";
import { type Call, flagValue } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";

/** `approve-item ITEM`. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [item = ""] = call.args;
  const notes = flagValue(call, "notes");
  const { place, writer, id } = await openSession(call, context);
  (await approverCheck(call, context, place))(item);
  let already = false;
  const { view } = await record(writer, id, (fold) => {
    const plan = planApproveItem(fold, { item, notes });
    already = plan.already;
    return plan;
  });
  return changeOutput(call, context, place, {
    view,
    text: already
      ? `Item '${escapeLine(item)}' is already completed\n`
      : `✓ Item '${escapeLine(item)}' approved\n`,
    json: { item, result: already ? "already_completed" : "approved" },
  });
}
