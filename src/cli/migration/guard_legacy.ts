import { legacyTraces } from "../../migrate/legacy_traces.ts";
import type { Place } from "../../repo/place.ts";
import { knownSessions } from "../../session/known_sessions.ts";
import { isOurs } from "../../session/load_log.ts";
import type { Writer } from "../../session/writer.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { OPERATIONS } from "../operations.ts";

/**
 * Stops a command that changes a workflow while one of the predecessor is in progress here, or migrates
 * first if the user wants that. Where nothing of the predecessor is, this costs two listings.
 *
 * @throws `legacy.active`
 */
export async function guardLegacy(call: Call, context: Context, writer: Writer): Promise<void> {
  const { place } = writer;
  const isFree = legacyTraces(place.home) === null && !isCurrentTheirs(place) &&
    (place.worktree === null || legacyTraces(place.tree) === null);
  if (isFree) return;
  const { settleLegacy } = await import("./settle_legacy.ts");
  await settleLegacy(call, context, writer);
}

/** Says once for a session that files of the predecessor are left here. */
export async function mentionLeftovers(
  call: Call,
  context: Context,
  place: Place,
  session: string,
): Promise<void> {
  const traces = legacyTraces(place.home);
  if (traces === null) return;
  const { mentionTraces } = await import("./settle_legacy.ts");
  mentionTraces(call, context, place, session, traces);
}

function isCurrentTheirs(place: Place): boolean {
  const { current } = knownSessions(place, OPERATIONS).pointers;
  return current !== null && !isOurs(place.home, current);
}
