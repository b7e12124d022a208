import { sessionFile } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegularText } from "../store/read_file.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import type { SessionMeta } from "./session_view.ts";

/** Text of a session's `meta.json`. */
export function formatSessionMeta(meta: SessionMeta): string {
  return `${JSON.stringify(meta, null, 2)}\n`;
}

/** Reads a session's `meta.json`; null when there is none or it is not readable. */
export function readSessionMeta(home: string, id: string): SessionMeta | null {
  try {
    const text = readRegularText(`${home}/${sessionFile(id, "meta.json")}`);
    return text === null ? null : parseSessionMeta(text, id);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    return null;
  }
}

/** Reads the text of a session's `meta.json`, which is that of session `id`; null when it is none. */
export function parseSessionMeta(text: string, id: string): SessionMeta | null {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(value)) {
    return null;
  }
  const meta = value as Record<string, JsonValue | undefined>;
  const origin = meta["origin"];
  return {
    session_id: id,
    former_id: textOrNull(meta["former_id"]),
    created_at: textOrNull(meta["created_at"]) ?? "",
    task: textOrNull(meta["task"]) ?? "",
    origin: origin === "migrated" || origin === "imported" ? origin : "started",
    tree: textOrNull(meta["tree"]),
    branch: textOrNull(meta["branch"]),
    agent: textOrNull(meta["agent"]),
  };
}

function textOrNull(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}
