import { type SessionFile, sessionFile } from "../repo/layout.ts";
import { readRegular } from "../store/read_file.ts";
import type { LoggedEvent } from "../workflow/event.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { lineText, logBlocks, newlineOf } from "./log_blocks.ts";

/** What the predecessor logged. */
export interface History {
  readonly events: readonly LoggedEvent[];
  /** Lines that are no events; the predecessor passed over them too. */
  readonly skipped: number;
}

/**
 * Reads the lines of the predecessor that a session holds: `history.jsonl` of one of ours, `log.jsonl`
 * of one of its own. They have no chain; keys that a line lacks are null.
 *
 * @throws `home.unsafe`, `file.unreadable`.
 */
export function readHistory(home: string, id: string, file: SessionFile): History {
  return readHistoryAt(`${home}/${sessionFile(id, file)}`);
}

/** The same of a log anywhere else. */
export function readHistoryAt(path: string): History {
  const bytes = readRegular(path) ?? new Uint8Array();
  const events: LoggedEvent[] = [];
  let skipped = 0;
  for (const block of logBlocks(bytes)) {
    for (let from = 0; from < block.bytes.length;) {
      const newline = newlineOf(block, from);
      const to = newline === -1 ? block.bytes.length : newline;
      const text = lineText(block, from, to);
      from = to + 1;
      if (text?.trim() === "") continue;
      const event = text === null ? null : parseLine(text);
      if (event === null) skipped++;
      else events.push(event);
    }
  }
  return { events, skipped };
}

function parseLine(text: string): LoggedEvent | null {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isJsonObject(value)) return null;
  const line: Readonly<Record<string, JsonValue | undefined>> = value;
  const { timestamp, event_type, details } = line;
  if (typeof timestamp !== "string" || typeof event_type !== "string") return null;
  return {
    timestamp,
    event_type,
    workflow_id: textOr(line["workflow_id"], ""),
    phase_id: textOr(line["phase_id"], null),
    item_id: textOr(line["item_id"], null),
    message: textOr(line["message"], ""),
    details: isJsonObject(details) ? details : {},
    actor: textOr(line["actor"], "system"),
  };
}

function textOr<T>(value: JsonValue | undefined, otherwise: T): string | T {
  return typeof value === "string" ? value : otherwise;
}
