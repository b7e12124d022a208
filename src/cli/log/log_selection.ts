import type { Timeline } from "../../session/read_timeline.ts";
import type { SessionEvent } from "../../workflow/event.ts";
import type { Call } from "../call.ts";
import { assertKnownNames, fitsFilter, isFiltering, type LogFilter } from "./log_filter.ts";
import { conditionText } from "../render/condition_text.ts";
import type { LogEntry } from "../render/log_entry.ts";

/** What of a log is asked for. */
export interface LogRequest {
  /** The most events that are shown, the last ones; null for all. */
  readonly limit: number | null;
  readonly filter: LogFilter;
}

/** The part of a log that is shown. */
export interface LogSelection {
  readonly shown: readonly LogEntry[];
  /** How many fit the filter. */
  readonly matched: number;
  readonly total: number;
  /** What stderr says about what is not shown, and about the log. */
  readonly notices: readonly string[];
}

/** Chooses what is shown of a log: history first. Throws `usage` for a name that nobody logs. */
export function selectEntries(
  call: Call,
  { history, events, condition }: Timeline,
  { limit, filter }: LogRequest,
): LogSelection {
  assertKnownNames(call, filter, [...history.events, ...events]);
  const entries = [
    ...history.events.map((event) => ({ event, history: true })),
    ...fresh(events),
  ];
  const fitting = isFiltering(filter)
    ? entries.filter(({ event }) => fitsFilter(filter, event))
    : entries;
  const shown = limit === null ? fitting : fitting.slice(Math.max(0, fitting.length - limit));
  const hidden = fitting.length - shown.length;
  const trouble = conditionText(condition);
  return {
    shown,
    matched: fitting.length,
    total: entries.length,
    notices: [
      ...(hidden === 0 ? [] : [hiddenText(hidden)]),
      ...(fitting.length === 0 && entries.length > 0 ? ["note: no event fits"] : []),
      ...(history.skipped === 0 ? [] : [skippedText(history.skipped)]),
      ...(trouble === null ? [] : [`warning: ${trouble}`]),
    ],
  };
}

/** Events of this program as entries. */
export function fresh(events: readonly SessionEvent[]): readonly LogEntry[] {
  return events.map((event) => ({ event, history: false }));
}

function hiddenText(count: number): string {
  const events = count === 1 ? "event is" : "events are";
  return `note: ${count} earlier ${events} not shown; --all shows them`;
}

function skippedText(count: number): string {
  const lines = count === 1
    ? "line of the history is no event"
    : "lines of the history are no events";
  return `warning: ${count} ${lines}`;
}
