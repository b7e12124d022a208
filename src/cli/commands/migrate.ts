import { fail } from "../../store/failure.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { migrationPlan } from "../migration_plan.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { planJson } from "../render/plan_json.ts";
import { planText } from "../render/plan_text.ts";

/** `migrate --dry-run`: what a migration would do. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  if (!hasFlag(call, "dry-run")) {
    throw fail("usage", { problem: '"--dry-run" is missing', command: call.entry.path });
  }
  const place = placeOf(call, context);
  const plan = await migrationPlan(context, place);
  return {
    json: { dry_run: true, home: place.home, ...planJson(plan) },
    text: planText(plan, hintFlags(call)),
  };
}
