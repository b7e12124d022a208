import { sessionFile } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegularText } from "../store/read_file.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { readSession } from "./read_session.ts";
import { readSessionMeta } from "./session_meta.ts";

/** Whether a session is at its end, as far as it can be read. */
export interface SessionEnd {
  readonly task: string | null;
  readonly status: string | null;
  /** Why it is not, or cannot be known to be, at its end; null when it is. */
  readonly open: "active" | "damaged" | "newer" | "unreadable" | "predecessor" | null;
  /** Whether it is the predecessor's, which knows nothing of our locks. */
  readonly ours: boolean;
}

/** Looks whether a session has ended. One of which only events are known cannot go on. */
export async function readSessionEnd(home: string, id: string): Promise<SessionEnd> {
  try {
    const { fold: { state }, condition } = await readSession(home, id);
    const { task_description: task, status } = state;
    const isKnown = condition.kind === "sound" || condition.kind === "torn";
    const open = isKnown ? (isEnd(status) ? null : "active") : condition.kind;
    return { task, status, open, ours: true };
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    const { code } = error.failure;
    if (code === "session.not_ours") {
      return predecessorEnd(home, id);
    }
    const open = code === "session.events_only"
      ? null
      : code === "session.newer"
      ? "newer"
      : "unreadable";
    return { task: readSessionMeta(home, id)?.task ?? null, status: null, open, ours: true };
  }
}

function predecessorEnd(home: string, id: string): SessionEnd {
  const state = readJson(`${home}/${sessionFile(id, "state.json")}`);
  const status = textIn(state, "status");
  return {
    task: textIn(state, "task_description"),
    status,
    open: status !== null && isEnd(status) ? null : "predecessor",
    ours: false,
  };
}

function isEnd(status: string): boolean {
  return status === "completed" || status === "abandoned";
}

function textIn(value: JsonValue, key: string): string | null {
  const text = isJsonObject(value) ? value[key] : null;
  return typeof text === "string" ? text : null;
}

function readJson(path: string): JsonValue {
  try {
    return JSON.parse(readRegularText(path) ?? "null");
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof OrchestratorError) {
      return null;
    }
    throw error;
  }
}
