import { legacyTraces } from "../../migrate/legacy_traces.ts";
import { isInterrupted } from "../../session/interrupted.ts";
import { listSessions, type SessionSummary } from "../../session/list_sessions.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { LooseSummary } from "../migration/legacy_sessions.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { trashOutput } from "../trash/trash_output.ts";

/** `session list`: every session of the home, newest first. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  if (hasFlag(call, "trash")) return trashOutput(call, place);
  const listed = place.mark === null ? [] : await listSessions(place, OPERATIONS);
  const { sessions, loose } = await withLegacy(place.home, listed);
  const theirs = loose.length > 0 ||
    sessions.some(({ condition }) => condition.kind === "predecessor");
  return {
    json: { sessions, ...(loose.length === 0 ? {} : { legacy: loose }) },
    text: sessions.length + loose.length === 0
      ? "No sessions\n"
      : [...sessions.map(sessionLine), ...loose.map(looseLine)].join(""),
    notices: theirs
      ? [
        "note: workflows of the predecessor are shown where they lie; " +
        `orchestrator migrate${hintFlags(call).root} takes them over`,
      ]
      : [],
  };
}

async function withLegacy(
  home: string,
  sessions: readonly SessionSummary[],
): Promise<{ sessions: readonly SessionSummary[]; loose: readonly LooseSummary[] }> {
  const theirs = sessions.some(({ condition }) => condition.kind === "predecessor");
  const isFree = legacyTraces(home) === null && !isInterrupted(home);
  if (!theirs && isFree) return { sessions, loose: [] };
  const { looseSummaries, withPredecessors } = await import("../migration/legacy_sessions.ts");
  return { sessions: withPredecessors(home, sessions), loose: looseSummaries(home) };
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

function looseLine({ path, status, phase, created_at: created, task }: LooseSummary): string {
  return [
    " ",
    escapeLine(path),
    status.padEnd(9),
    escapeLine(phase).padEnd(8),
    escapeLine(created.slice(0, 10)),
    `${escapeLine(task)} (the predecessor's, not migrated)\n`,
  ].join("  ");
}

function conditionWord({ condition }: SessionSummary): string | null {
  switch (condition.kind) {
    case "sound":
    case "torn":
      return null;
    case "predecessor":
      return "the predecessor's, not migrated";
    case "events_only":
      return "events only";
    case "unreadable":
      return `cannot be read: ${condition.problem}`;
    default:
      return condition.kind;
  }
}
