import { readSession } from "../../session/read_session.ts";
import type { Fold } from "../../workflow/fold.ts";
import { progress } from "../../workflow/inspect.ts";
import { type Call, hintFlags } from "../call.ts";
import { chooseIfAny, hintActive } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { toJsonText } from "../escape.ts";
import { legacyBeside } from "../legacy_beside.ts";
import { legacyInstead } from "../legacy_instead.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { nextStep } from "../render/next_step.ts";

/** `context-reminder`: the state in one line of JSON, for hooks. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const json = await reminder(call, context);
  return { json, text: `${toJsonText(json)}\n` };
}

async function reminder(call: Call, context: Context): Promise<object> {
  const place = placeOf(call, context);
  const legacy = await legacyInstead(call, context, place);
  if (legacy !== null) {
    const { legacyFacts } = await import("../migration/legacy_status.ts");
    const facts = await legacyFacts(call, place, legacy);
    const { path, session } = legacy;
    return { ...reminderOf(facts.view.fold, session, nextStep(facts).command), legacy: { path } };
  }
  const { chosen, active } = await chooseIfAny(call, context, place);
  if (chosen === null) {
    return { active: false, ...(active.length === 0 ? {} : { active_sessions: active }) };
  }
  const view = await readSession(place.home, chosen.id);
  if (view.fold.state.status !== "active") await hintActive(call, place);
  const migrateFirst = await legacyBeside(place) !== null;
  const next = nextStep({ view, hint: hintFlags(call), migrateFirst });
  return reminderOf(view.fold, view.id, next.command);
}

function reminderOf(fold: Fold, session: string | null, next: string): object {
  const { state } = fold;
  const { completed, total } = progress(fold);
  return {
    active: state.status === "active",
    task: state.task_description,
    phase: state.current_phase_id,
    progress: `${completed}/${total}`,
    constraints: state.constraints,
    session,
    status: state.status,
    next_action: next,
  };
}
