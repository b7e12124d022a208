import type { Place } from "../repo/place.ts";
import { knownSessions } from "../session/known_sessions.ts";
import { readSession } from "../session/read_session.ts";
import { OrchestratorError } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import type { OwnSessions } from "./scan_type.ts";

/** What a plan has to know of the sessions that are here already, and of the pointers of the tree. */
export async function ownSessions(place: Place, operations: OperationTable): Promise<OwnSessions> {
  const known = knownSessions(place, operations);
  const { current, previous } = known.pointers;
  const workflows = new Set<string>();
  let currentIsActive = false;
  for (const id of known.ids) {
    const state = await stateOf(place.home, id);
    if (state === null) continue;
    workflows.add(state.workflow_id);
    if (id === current && state.status === "active") currentIsActive = true;
  }
  return { workflows, current, previous, currentIsActive };
}

async function stateOf(home: string, id: string) {
  try {
    return (await readSession(home, id)).fold.state;
  } catch (error) {
    if (error instanceof OrchestratorError) return null;
    throw error;
  }
}
