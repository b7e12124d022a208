import { SESSION_FILES, sessionDirectory } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { namesIn } from "../store/names_in.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { readEvents } from "./read_events.ts";
import { type History, readHistory } from "./read_history.ts";
import type { Condition } from "./session_view.ts";

/** All that is known of what happened in a session: the predecessor's lines, then ours. */
export interface Timeline {
  readonly history: History;
  readonly events: readonly SessionEvent[];
  readonly condition: Condition;
}

const NO_HISTORY: History = { events: [], skipped: 0 };

/**
 * Reads what happened in a session. One that the predecessor made is all history.
 *
 * @throws `session.not_found`, `home.unsafe`, `file.unreadable`.
 */
export async function readTimeline(home: string, id: string): Promise<Timeline> {
  try {
    const { events, condition } = await readEvents(home, id);
    return { history: historyOf(home, id), events, condition };
  } catch (error) {
    if (!(error instanceof OrchestratorError) || error.failure.code !== "session.not_ours") {
      throw error;
    }
    const history = readHistory(home, id, SESSION_FILES.log);
    return { history, events: [], condition: { kind: "sound" } };
  }
}

/** What the predecessor logged of a session of ours. */
export function historyOf(home: string, id: string): History {
  const names = namesIn(`${home}/${sessionDirectory(id)}`);
  return names.has(SESSION_FILES.history)
    ? readHistory(home, id, SESSION_FILES.history)
    : NO_HISTORY;
}
