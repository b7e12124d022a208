import { readEvents } from "../session/read_events.ts";
import { sessionIds } from "../session/session_ids.ts";
import { OrchestratorError } from "../store/failure.ts";

/** Ids of the workflows that the sessions of a home hold, by the first event of each. */
export async function knownWorkflows(home: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const id of sessionIds(home, null)) {
    try {
      const [first] = (await readEvents(home, id)).events;
      if (first !== undefined) known.add(first.workflow_id);
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
    }
  }
  return known;
}
