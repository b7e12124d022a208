import type { Place } from "../repo/place.ts";
import type { OperationTable } from "../store/journal.ts";
import { planElsewhere } from "./elsewhere.ts";
import { knownWorkflows } from "./known_workflows.ts";
import { ownSessions } from "./own_sessions.ts";
import { plan } from "./plan.ts";
import { DEFAULT_OPTIONS } from "./plan_options.ts";
import type { Plan } from "./plan_type.ts";
import { scan } from "./scan.ts";

/** What to look at, and for whom. */
export interface ElsewhereInput {
  /** Where the sessions go; its tree is the one that gets the pointers. */
  readonly place: Place;
  readonly operations: OperationTable;
  /** The directory with the predecessor's files, absolute; not the home. */
  readonly root: string;
  readonly salt?: string | undefined;
}

/**
 * Scans a directory that is not the home and plans what can be taken over from there, as far as it is
 * not here yet. Reads only.
 *
 * @throws `file.unreadable` for a directory that cannot be listed
 */
export async function planOfElsewhere(
  { place, operations, root, salt }: ElsewhereInput,
): Promise<Plan> {
  const { home } = place;
  const own = await ownSessions(place, operations);
  const found = plan(await scan({ root, home, own }), { ...DEFAULT_OPTIONS, salt });
  return planElsewhere(found, await knownWorkflows(home));
}
