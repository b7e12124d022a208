import { record } from "../../session/record.ts";
import { type AdvancePlan, planAdvance } from "../../workflow/advance.ts";
import { currentPhase } from "../../workflow/inspect.ts";
import { summaryFacts } from "../../workflow/summary.ts";
import { approverCheck } from "../trust/approver_check.ts";
import { type Call, hasFlag } from "../call.ts";
import { changeOutput } from "../change_output.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { openSession } from "../open_session.ts";
import type { Output } from "../output.ts";

/** `advance [--force]`: to the next phase. */
export async function run(call: Call, context: Context): Promise<Output> {
  const force = hasFlag(call, "force");
  const { place, writer, id } = await openSession(call, context);
  if (force) (await approverCheck(call, context, place))("advance --force");
  let plan: AdvancePlan = { events: [], from: "", to: null, skipped: [] };
  const { view } = await record(writer, id, (fold) => {
    plan = planAdvance(fold, { force });
    return plan;
  }, { refreshCache: true });
  const { from, to, skipped } = plan;
  const json = {
    from,
    to,
    skipped,
    forced: force,
    result: to === null ? "last_phase" : "advanced",
  };
  if (to === null) {
    const text = "✓ All phases completed. Use 'finish' to complete the workflow.\n";
    return changeOutput(call, context, place, { view, text, json });
  }
  const name = currentPhase(view.fold).definition?.name ?? to;
  const ended = summaryFacts(view.fold).phases.find((phase) => phase.id === from);
  const summary = hasFlag(call, "yes") || ended === undefined ? [] : [
    `PHASE SUMMARY: ${escapeLine(from)} -> ${escapeLine(to)}`,
    `  ${ended.completed} completed, ${ended.skipped} skipped, ${ended.open} open`,
    ...skipped.map((line) => `  ⊘ ${escapeLine(line)}`),
    "",
  ];
  const text = [...summary, `✓ Advanced to phase: ${escapeLine(name)}`, ""].join("\n");
  return changeOutput(call, context, place, { view, text, json });
}
