import type { LegacyWorkflow } from "../../migrate/find_legacy.ts";
import { legacyTraces } from "../../migrate/legacy_traces.ts";
import type { Place } from "../../repo/place.ts";
import { requireHome } from "../../repo/require_home.ts";
import { readSession } from "../../session/read_session.ts";
import { sessionHome } from "../../session/session_home.ts";
import type { SessionView } from "../../session/session_view.ts";
import { fail, OrchestratorError } from "../../store/failure.ts";
import { type Call, hintFlags } from "../call.ts";
import { chooseIfAny, hintActive } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { legacyBeside } from "../legacy_beside.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { statusJson } from "../render/status_json.ts";
import { statusText } from "../render/status_text.ts";
import { placeNotes, sessionNotes } from "../session_notes.ts";
import { statusFactsOf } from "../status_facts_of.ts";

/** `status`: where the workflow stands. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  if (call.globals.session !== null) requireHome(place);
  const { chosen, active, dangling, interrupted } = await chooseIfAny(call, context, place);
  const notes = placeNotes(place, interrupted);
  if (chosen === null) {
    const legacy = active.length === 0 ? await legacyOutput(call, place, null) : null;
    if (legacy !== null) return withNotices(legacy, [...notes, ...danglingNotes(dangling)]);
    const { root } = hintFlags(call);
    return {
      json: { active: false, ...(active.length === 0 ? {} : { active_sessions: active }) },
      text: active.length === 0
        ? `No active workflow. Start one with: orchestrator start <task>${root}\n`
        : severalText(active, root),
      notices: [...notes, ...danglingNotes(dangling), ...unreadableNotes(call, place)],
    };
  }
  const view = await readOurs(sessionHome(place.home, interrupted, chosen.id), chosen.id);
  if (view === null) {
    const legacy = await legacyOutput(call, place, chosen.id);
    if (legacy !== null) return withNotices(legacy, notes);
    throw fail("session.not_ours", { session: chosen.id });
  }
  if (view.fold.state.status !== "active") await hintActive(call, place);
  const beside = interrupted === null ? await legacyBeside(place) : null;
  const facts = {
    ...await statusFactsOf(call, context, place, view),
    migrateFirst: beside !== null,
  };
  return {
    json: () => ({ ...statusJson(facts), chosen_by: chosen.by }),
    text: () => statusText(facts),
    notices: [
      ...notes,
      ...sessionNotes(place, view),
      ...(beside === null ? [] : await besideNotes(call, beside)),
    ],
  };
}

/** A session of ours, null if the predecessor made it. */
async function readOurs(home: string, id: string): Promise<SessionView | null> {
  try {
    return await readSession(home, id);
  } catch (error) {
    const theirs = error instanceof OrchestratorError && error.failure.code === "session.not_ours";
    if (theirs) return null;
    throw error;
  }
}

/** The status of a workflow of the predecessor, of a session of its or of the older layouts. */
async function legacyOutput(
  call: Call,
  place: Place,
  session: string | null,
): Promise<Output | null> {
  if (session === null && legacyTraces(place.home) === null) return null;
  const { chosenLegacy, legacyStatus } = await import("../migration/legacy_status.ts");
  const workflow = chosenLegacy(place.home, session);
  return workflow === null ? null : await legacyStatus(call, place, workflow);
}

/** What is said of a state in the place of the predecessor's that cannot be understood. */
function unreadableNotes(call: Call, { home }: Place): readonly string[] {
  return legacyTraces(home)?.root.includes(".workflow_state.json") === true
    ? [
      "note: .workflow_state.json of the predecessor is here and cannot be understood; " +
      `orchestrator migrate --dry-run${hintFlags(call).root} says why`,
    ]
    : [];
}

/** What is said of an active workflow of the predecessor beside a session of ours. */
async function besideNotes(call: Call, workflow: LegacyWorkflow): Promise<readonly string[]> {
  const { legacyNote } = await import("../migration/legacy_status.ts");
  return [legacyNote(workflow, hintFlags(call).root)];
}

function withNotices(output: Output, notices: readonly string[]): Output {
  return { ...output, notices: [...notices, ...output.notices ?? []] };
}

function severalText(active: readonly string[], root: string): string {
  const choices = active.map((id) => `  orchestrator session switch ${id}${root}\n`);
  return `No workflow is current here, but several are active. Choose one with:\n${
    choices.join("")
  }`;
}

function danglingNotes(id: string | null): readonly string[] {
  return id === null ? [] : [`note: session ${id} was current here, but it is gone`];
}
