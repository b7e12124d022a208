import { findProgram } from "../../process/find_program.ts";
import { requireHome } from "../../repo/require_home.ts";
import type { Place } from "../../repo/place.ts";
import { readSession } from "../../session/read_session.ts";
import type { TrustEntry } from "../../trust/command_list.ts";
import { type Call, hasFlag, hintFlags } from "../call.ts";
import { requireChosen } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { readableHome } from "../readable_home.ts";
import { startDefinition } from "../start_definition.ts";
import {
  changesSinceGrant,
  entryText,
  trustOf,
  trustOfDefinition,
  type TrustOfWorkflow,
} from "../trust/trust_of.ts";

/** What the list is about. */
interface Subject extends TrustOfWorkflow {
  /** Null: what `start` would begin. */
  readonly session: string | null;
}

/** `trust show`: the commands of a session and whether they may run. Reads only, runs nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const { session, entries, check } = hasFlag(call, "start")
    ? await ofStart(call, context, place)
    : await ofSession(call, context, place);
  const programs = entries.map((entry) => programOf(context, place, entry));
  const { granted, by, hash } = check;
  const changes = granted ? { added: [], removed: [] } : changesSinceGrant(context, place, entries);
  const { root, session: inSession } = hintFlags(call);
  return {
    json: {
      session,
      granted,
      granted_by: by,
      hash,
      changes,
      commands: entries.map((entry, at) => ({ ...entry, program: programs[at] ?? null })),
    },
    text: [
      entries.length === 0
        ? "This workflow runs no commands"
        : `Commands of ${session === null ? "the workflow here" : `session ${session}`} (${
          granted ? "granted here" : "not granted here"
        }):`,
      ...entries.flatMap((entry, at) => [
        `  ${escapeLine(entryText(entry))}`,
        ...("key" in entry ? [] : [`    program: ${escapeLine(programs[at] ?? "not found")}`]),
      ]),
      `List: ${hash}`,
      ...(changes.added.length + changes.removed.length === 0
        ? []
        : ["Changed since the last grant:"]),
      ...changes.added.map((line) => `  + ${escapeLine(line)}`),
      ...changes.removed.map((line) => `  - ${escapeLine(line)}`),
      ...(granted ? [] : [
        session === null
          ? `Grant them by starting it: orchestrator start "<task>"${root}`
          : `Grant them: orchestrator trust grant${inSession}`,
      ]),
      "",
    ].join("\n"),
  };
}

async function ofSession(call: Call, context: Context, place: Place): Promise<Subject> {
  requireHome(place);
  const session = await requireChosen(call, context, place);
  const { fold } = await readSession(readableHome(place, session), session);
  return { session, ...await trustOf(call, context, place, fold) };
}

async function ofStart(call: Call, context: Context, place: Place): Promise<Subject> {
  const { definition } = await startDefinition(call, context, place);
  return { session: null, ...await trustOfDefinition(call, context, place, definition) };
}

function programOf(context: Context, place: Place, entry: TrustEntry): string | null {
  const name = "argv" in entry ? entry.argv[0] : undefined;
  if (name === undefined) return null;
  return findProgram(name, { path: context.env("PATH") ?? "", cwd: place.tree, refuseBelow: [] });
}
