import { legacyTraces } from "../../migrate/legacy_traces.ts";
import type { Place } from "../../repo/place.ts";
import { requireHome } from "../../repo/require_home.ts";
import { readTimeline } from "../../session/read_timeline.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import { chooseIfAny, requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { followLog } from "../log/follow_log.ts";
import type { LooseLog } from "../migration/legacy_log.ts";
import { logFilter } from "../log/log_filter.ts";
import { type LogRequest, selectEntries } from "../log/log_selection.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { readableHome } from "../readable_home.ts";
import { type LogEntry, logEntryJson, logEntryLine, logEntryText } from "../render/log_entry.ts";

/** How many events are shown unless asked otherwise. */
const SHOWN = 100;

/** How many lines are printed at once. */
const PART = 1000;

/** `log`: the events of a session, oldest first. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const request: LogRequest = { limit: limitOf(call), filter: logFilter(call, context.now()) };
  const follows = hasFlag(call, "follow");
  const place = placeOf(call, context);
  const loose = follows ? null : await looseLog(call, context, place);
  const id = loose === null ? await requiredSession(call, context, place) : null;
  const print = (entries: readonly LogEntry[], asLine: (entry: LogEntry) => string): void => {
    for (let at = 0; at < entries.length; at += PART) {
      context.out(entries.slice(at, at + PART).map(asLine).join(""));
    }
  };
  const asEvent = (entry: LogEntry): string => logEntryLine(id, entry);
  const asLines = hasFlag(call, "ndjson") || (follows && call.globals.json);
  if (follows && id !== null) {
    const exit = await followLog(call, context, {
      ...request,
      home: place.home,
      session: id,
      print: (entries) => print(entries, asLines ? asEvent : logEntryText),
    });
    return { json: null, text: "", exit };
  }
  const timeline = loose?.timeline ?? await readTimeline(readableHome(place, id ?? ""), id ?? "");
  const selection = selectEntries(call, timeline, request);
  const { shown, matched, total } = selection;
  const notices = [...looseNotes(call, loose), ...selection.notices];
  if (asLines) {
    for (const notice of notices) context.err(`${notice}\n`);
    print(shown, asEvent);
    return { json: null, text: "" };
  }
  return {
    json: () => ({
      session: id,
      ...(loose === null ? {} : { legacy: { path: loose.path } }),
      events: shown.map(logEntryJson),
      total,
      matched,
      history: timeline.history.events.length,
      condition: timeline.condition,
    }),
    text: () => shown.map(logEntryText).join(""),
    notices,
  };
}

async function requiredSession(call: Call, context: Context, place: Place): Promise<string> {
  requireHome(place);
  return await requireChosen(call, context, place);
}

/** The predecessor's log, where no session is meant and it lies in none. */
async function looseLog(call: Call, context: Context, place: Place): Promise<LooseLog | null> {
  const traces = legacyTraces(place.home);
  if (traces === null) return null;
  const { chosen, active } = await chooseIfAny(call, context, place);
  if (chosen !== null || active.length > 0) return null;
  const { readLooseLog } = await import("../migration/legacy_log.ts");
  return readLooseLog(place.home, traces);
}

function looseNotes(call: Call, loose: LooseLog | null): readonly string[] {
  return loose === null ? [] : [
    `note: ${loose.path} is the predecessor's and is read where it lies; ` +
    `orchestrator migrate${hintFlags(call).root} takes it over`,
  ];
}

function limitOf(call: Call): number | null {
  const text = flagValue(call, "limit");
  if (hasFlag(call, "all")) {
    if (text === null) return null;
    const problem = '"--all" and "--limit" exclude each other';
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (text === null) return SHOWN;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const problem = `"--limit" is a whole number from 1, not "${text}"`;
  throw fail("usage", { problem, command: call.entry.path });
}
