import type { Place } from "../repo/place.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import { knownSessions } from "./known_sessions.ts";
import { readSession } from "./read_session.ts";
import { sessionHome } from "./session_home.ts";
import { readSessionMeta } from "./session_meta.ts";
import type { Condition, SessionMeta } from "./session_view.ts";

/** One session in a list; null where it is not known. */
export interface SessionSummary {
  readonly id: string;
  readonly former_id: string | null;
  readonly workflow_id: string | null;
  readonly project: string | null;
  readonly task: string | null;
  readonly status: string | null;
  readonly phase: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly tree: string | null;
  readonly current: boolean;
  readonly previous: boolean;
  readonly condition:
    | Condition
    | { readonly kind: "unreadable"; readonly problem: string }
    | { readonly kind: "predecessor" }
    /** Only the predecessor's lines are known of it: readable, not writable. */
    | { readonly kind: "events_only" };
}

/** All sessions of a home, newest first by their own `created_at`, never by id. */
export async function listSessions(
  place: Place,
  operations: OperationTable,
): Promise<readonly SessionSummary[]> {
  const known = knownSessions(place, operations);
  const sessions: SessionSummary[] = [];
  for (const id of known.ids) {
    sessions.push({
      ...(await summarise(sessionHome(place.home, known.interrupted, id), id)),
      current: known.pointers.current === id,
      previous: known.pointers.previous === id,
    });
  }
  return sessions.sort(newestFirst);
}

/** What a session says of itself. */
export type Summary = Omit<SessionSummary, "current" | "previous">;

/** One session as a list shows it, apart from what points to it. */
export async function summarise(home: string, id: string): Promise<Summary> {
  try {
    const { meta, fold: { state }, condition } = await readSession(home, id);
    return {
      ...metaSummary(id, meta),
      workflow_id: state.workflow_id,
      project: state.project,
      task: state.task_description,
      created_at: meta?.created_at ?? state.created_at,
      status: state.status,
      phase: state.current_phase_id,
      updated_at: state.updated_at,
      condition,
    };
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    const { code } = error.failure;
    if (code === "session.not_ours") {
      return { ...metaSummary(id, null), condition: { kind: "predecessor" } };
    }
    return {
      ...metaSummary(id, readSessionMeta(home, id)),
      condition: code === "session.events_only"
        ? { kind: "events_only" }
        : { kind: "unreadable", problem: problemOfFailure(error.failure) },
    };
  }
}

function metaSummary(id: string, meta: SessionMeta | null): Omit<Summary, "condition"> {
  return {
    id,
    former_id: meta?.former_id ?? null,
    workflow_id: null,
    project: null,
    task: meta?.task ?? null,
    created_at: meta?.created_at ?? null,
    tree: meta?.tree ?? null,
    status: null,
    phase: null,
    updated_at: null,
  };
}

function newestFirst(a: SessionSummary, b: SessionSummary): number {
  const [left, right] = [a.created_at ?? "", b.created_at ?? ""];
  if (left === right) {
    return a.id < b.id ? -1 : 1;
  }
  return left < right ? 1 : -1;
}
