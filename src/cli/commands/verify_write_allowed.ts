import { readSession } from "../../session/read_session.ts";
import type { Call } from "../call.ts";
import { chooseIfAny } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";

/** The one phase in which the predecessor allowed to write code. */
const WRITING_PHASE = "EXECUTE";

/** `verify-write-allowed`: exits 1 unless code may be written in the current phase. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const { chosen, active } = await chooseIfAny(call, context, place);
  if (chosen === null) {
    return allowed(null, null, `no workflow is ${active.length === 0 ? "active" : "current"} here`);
  }
  const { id, fold: { state } } = await readSession(place.home, chosen.id);
  const phase = state.current_phase_id;
  if (state.status !== "active") return allowed(id, phase, `the workflow is ${state.status}`);
  if (phase === WRITING_PHASE) return allowed(id, phase, `the phase is ${WRITING_PHASE}`);
  const reason = state.phases.has(WRITING_PHASE)
    ? `code is written in the phase ${WRITING_PHASE}`
    : `code is written in a phase ${WRITING_PHASE}, and this workflow has none`;
  return {
    json: { allowed: false, session: id, phase, reason },
    text: `✗ In ${escapeLine(phase)} phase - ${reason}\n`,
    exit: EXIT.refused,
  };
}

function allowed(session: string | null, phase: string | null, reason: string): Output {
  return {
    json: { allowed: true, session, phase, reason },
    text: `✓ Write allowed: ${escapeLine(reason)}\n`,
  };
}
