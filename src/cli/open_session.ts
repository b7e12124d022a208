import type { Place } from "../repo/place.ts";
import { requireHome } from "../repo/require_home.ts";
import type { Writer } from "../session/writer.ts";
import type { Call } from "./call.ts";
import { requireChosen } from "./chosen_session.ts";
import type { Context } from "./context.ts";
import { guardLegacy, mentionLeftovers } from "./migration/guard_legacy.ts";
import { placeOf } from "./place_of.ts";
import { writerOf } from "./writer.ts";

/** A session that a command is going to change. */
export interface OpenSession {
  readonly place: Place;
  readonly writer: Writer;
  readonly id: string;
}

/** Finds the session that a command line means, for changing it. */
export async function openSession(call: Call, context: Context): Promise<OpenSession> {
  const place = placeOf(call, context);
  requireHome(place);
  const writer = writerOf(call, context, place);
  await guardLegacy(call, context, writer);
  const id = await requireChosen(call, context, place);
  await mentionLeftovers(call, context, place, id);
  return { place, writer, id };
}
