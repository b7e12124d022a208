import {
  type FeedbackEntry,
  type HomeFeedback,
  readFeedback,
} from "../../session/read_feedback.ts";
import { fail } from "../../store/failure.ts";
import { instant } from "../../workflow/instant.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { feedbackText } from "../render/feedback_text.ts";

/** How many days back one looks unless asked otherwise. */
const DAYS = 7;

const DAY = 86_400_000;

/** `feedback review`: what was captured in all sessions. Reads only. */
export function run(call: Call, context: Context): Promise<Output> {
  const days = daysOf(call);
  const place = placeOf(call, context);
  const found = place.mark === null ? NOTHING : readFeedback(place, OPERATIONS);
  const since = days === null ? -Infinity : context.now().getTime() - days * DAY;
  const wanted = found.entries.filter(({ timestamp }) => !(instant(timestamp) < since));
  const [tool, process] = [hasFlag(call, "tool"), hasFlag(call, "process")];
  const shows = { tool: tool || !process, process: process || !tool };
  return Promise.resolve({
    json: () => ({
      days,
      total: found.entries.length,
      entries: wanted.map((entry) => partsOf(entry, shows)),
      skipped_lines: found.skippedLines,
      unreadable: found.unreadable,
    }),
    text: () => feedbackText(wanted, { ...shows, days, total: found.entries.length }),
    notices: [
      ...(found.skippedLines === 0
        ? []
        : [`warning: ${found.skippedLines} lines of feedback are no entries`]),
      ...found.unreadable.map(({ session, problem }) =>
        `warning: the feedback of ${session} could not be read: ${escapeLine(problem)}`
      ),
    ],
  });
}

const NOTHING: HomeFeedback = { entries: [], skippedLines: 0, unreadable: [] };

function partsOf(
  { session, timestamp, tool, process }: FeedbackEntry,
  shows: { readonly tool: boolean; readonly process: boolean },
): object {
  return {
    session,
    timestamp,
    ...(shows.tool ? { tool } : {}),
    ...(shows.process ? { process } : {}),
  };
}

function daysOf(call: Call): number | null {
  const text = flagValue(call, "days");
  if (hasFlag(call, "all")) {
    if (text === null) return null;
    const problem = '"--all" and "--days" exclude each other';
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (text === null) return DAYS;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  const problem = `"--days" is a whole number from 1, not "${text}"`;
  throw fail("usage", { problem, command: call.entry.path });
}
