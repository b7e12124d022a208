import { findProgram } from "../../process/find_program.ts";
import { requireHome } from "../../repo/require_home.ts";
import type { Place } from "../../repo/place.ts";
import { readSession } from "../../session/read_session.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { listLines, type TrustEntry } from "../../trust/command_list.ts";
import { readGrants } from "../../trust/grants.ts";
import { type ListChanges, listChanges } from "../../trust/list_changes.ts";
import { type Call, hintFlags } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { entryText, trustOf } from "../trust_of.ts";

/** `trust show`: the commands of a session and whether they may run. Reads only, runs nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  requireHome(place);
  const id = await requireChosen(call, context, place);
  const { fold } = await readSession(place.home, id);
  const { entries, check } = trustOf(context, place, fold);
  const programs = entries.map((entry) => programOf(context, place, entry));
  const { granted, by, hash } = check;
  const changes = changesSinceGrant(context, place, entries, granted);
  return {
    json: {
      session: id,
      granted,
      granted_by: by,
      hash,
      changes,
      commands: entries.map((entry, at) => ({ ...entry, program: programs[at] ?? null })),
    },
    text: [
      entries.length === 0
        ? "This workflow runs no commands"
        : `Commands of session ${id} (${granted ? "granted here" : "not granted here"}):`,
      ...entries.flatMap((entry, at) => [
        `  ${escapeLine(entryText(entry))}`,
        `    program: ${escapeLine(programs[at] ?? "not found")}`,
      ]),
      `List: ${hash}`,
      ...changes.added.map((line) => `  + ${escapeLine(line)}`),
      ...changes.removed.map((line) => `  - ${escapeLine(line)}`),
      ...(granted ? [] : [`Grant them: orchestrator trust grant${hintFlags(call).session}`]),
      "",
    ].join("\n"),
  };
}

/** How the list differs from the one that was granted last; nothing if none was, or this one is. */
function changesSinceGrant(
  context: Context,
  place: Place,
  entries: readonly TrustEntry[],
  granted: boolean,
): ListChanges {
  const stateDirectory = userDirectories(context.environment()).state;
  const [last] = granted ? [] : readGrants({ ...place, stateDirectory });
  if (last === undefined) return { added: [], removed: [] };
  return listChanges(last.lines, listLines(entries));
}

function programOf(context: Context, place: Place, entry: TrustEntry): string | null {
  const name = "argv" in entry ? entry.argv[0] : undefined;
  if (name === undefined) return null;
  return findProgram(name, { path: context.env("PATH") ?? "", cwd: place.tree, refuseBelow: [] });
}
