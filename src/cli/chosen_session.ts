import type { Place } from "../repo/place.ts";
import {
  activeSession,
  chooseSession,
  requireSession,
  type SessionChoice,
  type WantedSession,
} from "../session/choose_session.ts";
import type { Call } from "./call.ts";
import type { Context } from "./context.ts";
import { OPERATIONS } from "./operations.ts";

/** The session that a command line means; it must exist. Hints name it if they have to. */
export async function requireChosen(call: Call, context: Context, place: Place): Promise<string> {
  const { id, by } = await requireSession(place, OPERATIONS, wanted(call, context));
  if (by !== "current") call.hint.session = id;
  return id;
}

/** The same for a command that has something to say without a session. */
export async function chooseIfAny(
  call: Call,
  context: Context,
  place: Place,
): Promise<SessionChoice> {
  const choice = await chooseSession(place, OPERATIONS, wanted(call, context));
  if (choice.chosen !== null && choice.chosen.by !== "current") {
    call.hint.session = choice.chosen.id;
  }
  return choice;
}

/** Makes hints name the session that is active here, if there is one; for after the end of another. */
export async function hintActive(call: Call, place: Place): Promise<void> {
  call.hint.active = await activeSession(place, OPERATIONS);
}

function wanted(call: Call, context: Context): WantedSession {
  return {
    flag: call.globals.session,
    variable: context.env("ORCHESTRATOR_SESSION") || null,
  };
}
