import { finishSession } from "../../session/finish_session.ts";
import { fail } from "../../store/failure.ts";
import { planAbandon, planFinish } from "../../workflow/finish.ts";
import { summaryFacts } from "../../workflow/summary.ts";
import { approverCheck } from "../trust/approver_check.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import { hintActive } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";
import { nextCommand } from "../render/next_command.ts";
import { summaryText } from "../render/summary_text.ts";
import { sessionNotes } from "../session_notes.ts";

/** `finish`, or `finish --abandon --reason TEXT`. */
export async function run(call: Call, context: Context): Promise<Output> {
  const abandon = hasFlag(call, "abandon");
  const skipReviewCheck = hasFlag(call, "skip-review-check");
  const force = hasFlag(call, "force");
  const reason = flagValue(call, "reason");
  const notes = flagValue(call, "notes");
  if ((abandon || skipReviewCheck) && (reason === null || reason.trim() === "")) {
    const flag = abandon ? "--abandon" : "--skip-review-check";
    const problem = `"${flag}" needs a "--reason"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  const { place, writer, id } = await openSession(call, context);
  if (!abandon && (force || skipReviewCheck)) {
    const assertApprover = await approverCheck(call, context, place);
    assertApprover(force ? "finish --force" : "finish --skip-review-check");
  }
  const { view } = await finishSession(
    writer,
    id,
    (fold) =>
      abandon
        ? planAbandon(fold, { reason: reason ?? "" })
        : planFinish(fold, { notes, force, skipReviewCheck, reason }),
    (recorded) => summaryText(summaryFacts(recorded.view.fold)),
  );
  const facts = summaryFacts(view.fold);
  await hintActive(call, place);
  const next = nextCommand(view.fold, false, hintFlags(call));
  return {
    json: { session: id, status: facts.status, summary: facts, next_action: next },
    text: [
      abandon ? "✓ Workflow abandoned" : "✓ Workflow completed",
      "",
      ...(call.globals.quiet ? [] : [summaryText(facts)]),
      "Nothing was committed or pushed; that is for you to do.",
      "",
      `NEXT_ACTION: ${next.command}`,
      "",
    ].join("\n"),
    notices: sessionNotes(place, view),
  };
}
