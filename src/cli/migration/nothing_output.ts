import type { Plan } from "../../migrate/plan_type.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { planMarkdown } from "../render/report_content.ts";
import { writeReportFile } from "../report_file.ts";

/**
 * What a migration or an import says that found nothing to do, also to the report that was asked for:
 * what would be listed is there, and empty.
 */
export function nothingOutput(call: Call, context: Context, plan: Plan, text: string): Output {
  const json = {
    migration: null,
    sessions: [],
    originals: [],
    placements: [],
    copies: [],
    left: plan.left,
    problems: plan.problems,
  };
  writeReportFile(call, context, json, () => planMarkdown(plan));
  return { json, text };
}
