import { requireHome } from "../../repo/require_home.ts";
import { readSession } from "../../session/read_session.ts";
import { sessionHome } from "../../session/session_home.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { type Call, hintFlags } from "../call.ts";
import { chooseIfAny, hintActive } from "../chosen_session.ts";
import type { Context } from "../context.ts";
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
    const { root } = hintFlags(call);
    return {
      json: { active: false, ...(active.length === 0 ? {} : { active_sessions: active }) },
      text: active.length === 0
        ? `No active workflow. Start one with: orchestrator start <task>${root}\n`
        : severalText(active, root),
      notices: [...notes, ...danglingNotes(dangling), ...predecessorNotes(place.home)],
    };
  }
  const view = await readSession(sessionHome(place.home, interrupted, chosen.id), chosen.id);
  if (view.fold.state.status !== "active") await hintActive(call, place);
  const facts = await statusFactsOf(call, context, place, view);
  return {
    json: () => ({ ...statusJson(facts), chosen_by: chosen.by }),
    text: () => statusText(facts),
    notices: [...notes, ...sessionNotes(place, view)],
  };
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

function predecessorNotes(home: string): readonly string[] {
  return lstatOrNull(`${home}/.workflow_state.json`) === null
    ? []
    : ["note: .workflow_state.json of the predecessor is here; this version does not read it yet"];
}
