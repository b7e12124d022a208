import { listSessions, type SessionSummary } from "../../session/list_sessions.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { trashOutput } from "../trash_output.ts";

/** `session list`: every session of the home, newest first. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  if (hasFlag(call, "trash")) return trashOutput(call, place);
  const sessions = place.mark === null ? [] : await listSessions(place, OPERATIONS);
  return {
    json: { sessions },
    text: sessions.length === 0 ? "No sessions\n" : sessions.map(sessionLine).join(""),
  };
}
function sessionLine(session: SessionSummary): string {
  const { id, status, phase, task, tree, created_at: created } = session;
  const words = [
    session.current ? "*" : session.previous ? "-" : " ",
    id,
    (status ?? "?").padEnd(9),
    escapeLine(phase ?? "?").padEnd(8),
    escapeLine(created?.slice(0, 10) ?? "?").padEnd(10),
    escapeLine(task ?? "(not known)"),
  ];
  const state = conditionWord(session);
  return [
    words.join("  "),
    ...(tree === null ? [] : [` [worktree ${escapeLine(tree)}]`]),
    ...(state === null ? [] : [` (${state})`]),
    "\n",
  ].join("");
}

function conditionWord({ condition }: SessionSummary): string | null {
  switch (condition.kind) {
    case "sound":
    case "torn":
      return null;
    case "predecessor":
      return "made by the predecessor";
    case "events_only":
      return "events only: orchestrator log shows them";
    case "unreadable":
      return `cannot be read: ${condition.problem}`;
    default:
      return condition.kind;
  }
}
