import type { LegacyWorkflow } from "../migrate/find_legacy.ts";
import { legacyTraces } from "../migrate/legacy_traces.ts";
import type { Place } from "../repo/place.ts";
import { OPERATIONS } from "./operations.ts";

/**
 * The active workflow of the predecessor beside a session of ours, which stops whatever would change
 * one of them; null if there is none.
 */
export async function legacyBeside(place: Place): Promise<LegacyWorkflow | null> {
  if (legacyTraces(place.home) === null) return null;
  const { activeLegacy } = await import("../migrate/active_legacy.ts");
  return await activeLegacy(place, OPERATIONS);
}
