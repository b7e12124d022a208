import { ownSessions } from "../../migrate/own_sessions.ts";
import { plan } from "../../migrate/plan.ts";
import { DEFAULT_OPTIONS, type PlanOptions } from "../../migrate/plan_options.ts";
import type { Plan } from "../../migrate/plan_type.ts";
import { withUnmovable } from "../../migrate/unmovable.ts";
import { scan } from "../../migrate/scan.ts";
import type { Place } from "../../repo/place.ts";
import type { Context } from "../context.ts";
import { OPERATIONS } from "../operations.ts";

/**
 * What a migration of the home would do, with what the user has decided: what lies there is the main
 * checkout's. Reads only.
 */
export async function migrationPlan(
  context: Context,
  place: Place,
  decided: Partial<PlanOptions> = {},
): Promise<Plan> {
  const { home } = place;
  const own = await ownSessions({ ...place, worktree: null }, OPERATIONS);
  const salt = context.env("WORKFLOW_SALT");
  const options = { ...DEFAULT_OPTIONS, salt, ...decided };
  return withUnmovable(home, plan(await scan({ root: home, home, own }), options));
}
