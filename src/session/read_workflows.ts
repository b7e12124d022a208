import type { Place } from "../repo/place.ts";
import { type FailureCode, OrchestratorError, problemOfFailure } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import type { LoggedEvent } from "../workflow/event.ts";
import { knownSessions } from "./known_sessions.ts";
import { summarise } from "./list_sessions.ts";
import { readTimeline } from "./read_timeline.ts";
import type { Condition } from "./session_view.ts";

/** One workflow with all that was logged of it. */
export interface LoggedWorkflow {
  readonly workflow_id: string;
  /** Null for one that is known from events only. */
  readonly status: string | null;
  readonly events: readonly LoggedEvent[];
}

/** The workflows of a home. */
export interface HomeWorkflows {
  readonly workflows: readonly LoggedWorkflow[];
  /** How many sessions were read. */
  readonly sessions: number;
  /** How many of the events the predecessor logged. */
  readonly historyEvents: number;
  /** Lines of the predecessor that are no events. */
  readonly skippedLines: number;
  /** Sessions whose log is not sound; of a damaged one the events before the damage count. */
  readonly unsound: readonly { readonly session: string; readonly condition: Condition }[];
  /** Sessions of which nothing could be read. */
  readonly unreadable: readonly {
    readonly session: string;
    readonly code: FailureCode;
    readonly problem: string;
  }[];
}

/** What is collected of one workflow id. */
interface Collected {
  status: string | null;
  readonly events: LoggedEvent[];
  /** Set when a second session has events of it: copies share their beginning. */
  known: Set<string> | null;
  session: string;
}

/**
 * Reads all events of all sessions of a home and sorts them by workflow, the predecessor's first. An
 * event that two copies of a session share counts once.
 *
 * @throws `journal.refused`, `home.unsafe` for the house itself.
 */
export async function readWorkflows(
  place: Place,
  operations: OperationTable,
): Promise<HomeWorkflows> {
  const found = new Map<string, Collected>();
  const unsound: { session: string; condition: Condition }[] = [];
  const unreadable: { session: string; code: FailureCode; problem: string }[] = [];
  let historyEvents = 0;
  let skippedLines = 0;
  let sessions = 0;
  for (const id of knownSessions(place, operations).ids) {
    try {
      const { history, events, condition } = await readTimeline(place.home, id);
      for (const event of history.events) collect(found, id, event);
      for (const event of events) collect(found, id, event);
      const own = events[0]?.workflow_id;
      const known = own === undefined ? undefined : found.get(own);
      if (known !== undefined) known.status = (await summarise(place.home, id)).status;
      if (condition.kind !== "sound") unsound.push({ session: id, condition });
      historyEvents += history.events.length;
      skippedLines += history.skipped;
      sessions++;
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      const { failure } = error;
      unreadable.push({ session: id, code: failure.code, problem: problemOfFailure(failure) });
    }
  }
  return {
    workflows: Array.from(found, ([workflow_id, { status, events }]) => ({
      workflow_id,
      status,
      events,
    })),
    sessions,
    historyEvents,
    skippedLines,
    unsound,
    unreadable,
  };
}

function collect(found: Map<string, Collected>, session: string, event: LoggedEvent): void {
  // Events of the predecessor outside of any workflow carry no id.
  if (event.workflow_id === "") return;
  const known = found.get(event.workflow_id);
  if (known === undefined) {
    found.set(event.workflow_id, { status: null, events: [event], known: null, session });
    return;
  }
  if (known.session !== session) {
    known.session = session;
    known.known ??= new Set(known.events.map((one) => JSON.stringify(one)));
  }
  if (known.known !== null) {
    const text = JSON.stringify(event);
    if (known.known.has(text)) return;
    known.known.add(text);
  }
  known.events.push(event);
}
