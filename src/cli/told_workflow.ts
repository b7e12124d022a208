import type { LegacyWorkflow } from "../migrate/find_legacy.ts";
import type { Place } from "../repo/place.ts";
import { requireHome } from "../repo/require_home.ts";
import { type FoundCheckpoint, readCheckpoints } from "../session/read_checkpoints.ts";
import { readSession } from "../session/read_session.ts";
import type { Call } from "./call.ts";
import { hintActive, requireChosen } from "./chosen_session.ts";
import type { Context } from "./context.ts";
import { legacyBeside } from "./legacy_beside.ts";
import { legacyInstead } from "./legacy_instead.ts";
import type { StatusFacts } from "./render/status_facts.ts";
import { sessionNotes } from "./session_notes.ts";
import { statusFactsOf } from "./status_facts_of.ts";

/** A workflow to tell about: of a session of ours, or of the predecessor, read where it lies. */
export interface ToldWorkflow {
  readonly facts: StatusFacts;
  /** Name of its session directory; null for the predecessor's layouts without. */
  readonly session: string | null;
  /** The newest first. */
  readonly checkpoints: readonly FoundCheckpoint[];
  /** The predecessor's, if it is of that. */
  readonly legacy: LegacyWorkflow | null;
  readonly notices: readonly string[];
}

/**
 * Reads the workflow that a command line means.
 *
 * @throws `home.not_found`, `session.none`, and what reading a session throws
 */
export async function toldWorkflow(
  call: Call,
  context: Context,
  place: Place,
): Promise<ToldWorkflow> {
  const legacy = await legacyInstead(call, context, place);
  if (legacy !== null) {
    const { legacyFacts, legacyNote } = await import("./migration/legacy_status.ts");
    const facts = await legacyFacts(call, place, legacy);
    const { session } = legacy;
    const checkpoints = session === null ? [] : readCheckpoints(place.home, session);
    const notices = [legacyNote(legacy, facts.hint.root)];
    return { facts, session, checkpoints, legacy, notices };
  }
  requireHome(place);
  const session = await requireChosen(call, context, place);
  const view = await readSession(place.home, session);
  if (view.fold.state.status !== "active") await hintActive(call, place);
  const migrateFirst = await legacyBeside(place) !== null;
  return {
    facts: { ...await statusFactsOf(call, context, place, view), migrateFirst },
    session,
    checkpoints: readCheckpoints(place.home, session),
    legacy: null,
    notices: sessionNotes(place, view),
  };
}
