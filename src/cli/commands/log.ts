import { requireHome } from "../../repo/require_home.ts";
import { readEvents } from "../../session/read_events.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagValue, hasFlag } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { conditionText } from "../render/condition_text.ts";
import { eventText } from "../render/log_text.ts";

/** How many events are shown unless asked otherwise. */
const SHOWN = 100;

/** `log`: the events of a session, oldest first. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const limit = limitOf(call);
  const place = placeOf(call, context);
  requireHome(place);
  const id = await requireChosen(call, context, place);
  const { events, condition } = await readEvents(place.home, id);
  const shown = limit === null ? events : events.slice(Math.max(0, events.length - limit));
  const trouble = conditionText(condition);
  const left = events.length - shown.length;
  return {
    json: { session: id, events: shown, total: events.length, condition },
    text: shown.map((event) => `${eventText(event)}\n`).join(""),
    notices: [
      ...(left === 0 ? [] : [hiddenText(left)]),
      ...(trouble === null ? [] : [`warning: ${trouble}`]),
    ],
  };
}

function limitOf(call: Call): number | null {
  if (hasFlag(call, "all")) return null;
  const text = flagValue(call, "limit");
  if (text === null) return SHOWN;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const problem = `"--limit" is a whole number from 1, not "${text}"`;
  throw fail("usage", { problem, command: call.entry.path });
}

function hiddenText(count: number): string {
  const events = count === 1 ? "event is" : "events are";
  return `note: ${count} earlier ${events} not shown; --all shows them`;
}
