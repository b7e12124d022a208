import { knownSessions } from "../session/known_sessions.ts";
import { readSession } from "../session/read_session.ts";
import { sessionHome } from "../session/session_home.ts";
import type { SessionView } from "../session/session_view.ts";
import { OrchestratorError } from "../store/failure.ts";
import type { DoctorInput } from "./finding.ts";

/** Several checks look at the same sessions. */
const READ = new WeakMap<DoctorInput, Promise<readonly SessionView[]>>();

/** The sessions of ours that are active. One that cannot be read is for the check of sessions to tell. */
export function activeSessions(input: DoctorInput): Promise<readonly SessionView[]> {
  const known = READ.get(input);
  if (known !== undefined) return known;
  const sessions = readActive(input);
  READ.set(input, sessions);
  return sessions;
}

async function readActive({ place, operations }: DoctorInput): Promise<readonly SessionView[]> {
  const { ids, interrupted } = knownSessions(place, operations);
  const active: SessionView[] = [];
  for (const id of ids) {
    try {
      const view = await readSession(sessionHome(place.home, interrupted, id), id);
      if (view.fold.state.status === "active") active.push(view);
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
    }
  }
  return active;
}
