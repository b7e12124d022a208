import { sessionFile } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import { OrchestratorError } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import { lstatOrNull } from "../store/read_file.ts";
import { knownSessions } from "./known_sessions.ts";
import { readSession } from "./read_session.ts";
import { readSessionMeta } from "./session_meta.ts";
import type { Condition } from "./session_view.ts";

/** One session in a list; null where it is not known. */
export interface SessionSummary {
  readonly id: string;
  readonly former_id: string | null;
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
    | { readonly kind: "predecessor" };
}

/** All sessions of a home, newest first by their own `created_at`, never by id. */
export async function listSessions(
  place: Place,
  operations: OperationTable,
): Promise<readonly SessionSummary[]> {
  const known = knownSessions(place, operations);
  const sessions: SessionSummary[] = [];
  for (const id of known.ids) {
    const isOurs = lstatOrNull(`${place.home}/${sessionFile(id, "base.json")}`) !== null;
    sessions.push({
      ...(isOurs ? await summarise(place.home, id) : predecessorSummary(id)),
      current: known.pointers.current === id,
      previous: known.pointers.previous === id,
    });
  }
  return sessions.sort(newestFirst);
}

type Summary = Omit<SessionSummary, "current" | "previous">;

async function summarise(home: string, id: string): Promise<Summary> {
  const meta = readSessionMeta(home, id);
  const known = {
    id,
    former_id: meta?.former_id ?? null,
    task: meta?.task ?? null,
    created_at: meta?.created_at ?? null,
    tree: meta?.tree ?? null,
  };
  try {
    const { fold: { state }, condition } = await readSession(home, id);
    return {
      ...known,
      task: state.task_description,
      created_at: known.created_at ?? state.created_at,
      status: state.status,
      phase: state.current_phase_id,
      updated_at: state.updated_at,
      condition,
    };
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    const problem = error.failure.code;
    const condition = { kind: "unreadable", problem } as const;
    return { ...known, status: null, phase: null, updated_at: null, condition };
  }
}

function predecessorSummary(id: string): Summary {
  return {
    id,
    former_id: null,
    task: null,
    status: null,
    phase: null,
    created_at: null,
    updated_at: null,
    tree: null,
    condition: { kind: "predecessor" },
  };
}

function newestFirst(a: SessionSummary, b: SessionSummary): number {
  const [left, right] = [a.created_at ?? "", b.created_at ?? ""];
  if (left === right) {
    return a.id < b.id ? -1 : 1;
  }
  return left < right ? 1 : -1;
}
