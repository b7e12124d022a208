import type { LoggedEvent } from "../../workflow/event.ts";
import { toJsonText } from "../escape.ts";
import { eventText } from "./log_text.ts";

/** One event of a log; `history` if the predecessor logged it. */
export interface LogEntry {
  readonly event: LoggedEvent;
  readonly history: boolean;
}

/** An entry as documents have it: the keys of the event, and `history` where it is that. */
export function logEntryJson({ event, history }: LogEntry): object {
  return history ? { ...event, history: true } : event;
}

/** An entry as one line of `orchestrator.event/1`; without a session it lies in none. */
export function logEntryLine(session: string | null, entry: LogEntry): string {
  return `${toJsonText({ schema: "orchestrator.event/1", session, ...logEntryJson(entry) })}\n`;
}

/** An entry for people. */
export function logEntryText({ event, history }: LogEntry): string {
  return `${eventText(event, history ? "(history)" : null)}\n`;
}
