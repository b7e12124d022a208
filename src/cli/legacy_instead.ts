import type { LegacyWorkflow } from "../migrate/find_legacy.ts";
import { legacyTraces } from "../migrate/legacy_traces.ts";
import type { Place } from "../repo/place.ts";
import { isOurs } from "../session/load_log.ts";
import type { Call } from "./call.ts";
import { chooseIfAny } from "./chosen_session.ts";
import type { Context } from "./context.ts";

/** The workflow of the predecessor that is meant where no session of ours is; null if none is. */
export async function legacyInstead(
  call: Call,
  context: Context,
  place: Place,
): Promise<LegacyWorkflow | null> {
  const { chosen, active } = await chooseIfAny(call, context, place);
  const isNothing = chosen === null
    ? active.length > 0 || legacyTraces(place.home) === null
    : isOurs(place.home, chosen.id);
  if (isNothing) return null;
  const { chosenLegacy } = await import("./migration/legacy_status.ts");
  return chosenLegacy(place.home, chosen?.id ?? null);
}
