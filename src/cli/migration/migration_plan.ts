import { ownSessions } from "../../migrate/own_sessions.ts";
import { plan } from "../../migrate/plan.ts";
import { DEFAULT_OPTIONS, type PlanOptions } from "../../migrate/plan_options.ts";
import type { Plan } from "../../migrate/plan_type.ts";
import { scan } from "../../migrate/scan.ts";
import type { Place } from "../../repo/place.ts";
import type { Context } from "../context.ts";
import { OPERATIONS } from "../operations.ts";

/** What a migration of the home would do, with what the user has decided. Reads only. */
export async function migrationPlan(
  context: Context,
  { home, ...place }: Place,
  decided: Partial<PlanOptions> = {},
): Promise<Plan> {
  const own = await ownSessions({ home, ...place }, OPERATIONS);
  const salt = context.env("WORKFLOW_SALT");
  const options = { ...DEFAULT_OPTIONS, salt, ...decided };
  return plan(await scan({ root: home, home, own }), options);
}
