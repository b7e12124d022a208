import type { Place } from "../../repo/place.ts";
import { knownSessions } from "../../session/known_sessions.ts";
import { checkpointIds, readCheckpoint } from "../../session/read_checkpoints.ts";
import { readSession } from "../../session/read_session.ts";
import { readSessionMeta } from "../../session/session_meta.ts";
import { OrchestratorError } from "../../store/failure.ts";
import type { Fold } from "../../workflow/fold.ts";
import { isOpen } from "../../workflow/fold/handler.ts";
import { cutText } from "../../workflow/limits.ts";
import type { PhaseState } from "../../workflow/state.ts";
import type { Call } from "../call.ts";
import { chooseIfAny } from "../chosen_session.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { OPERATIONS } from "../operations.ts";
import { isPlainWord } from "./is_plain_word.ts";
import type { Candidate, Lookup } from "./offer.ts";

/** What describes a session or checkpoint lies in a file each, so only a few are read. */
const MOST_READ = 30;

/** The longest description, in characters. */
const LONGEST = 60;

/** Where to look for ids. */
export interface Search {
  /** Its global flags are those of the line being completed. */
  readonly call: Call;
  readonly context: Context;
  readonly place: Place;
  /** Ids that begin otherwise do not fit. */
  readonly start: string;
}

/**
 * The ids of the repository that fit. Reads only. An id that a shell could take for more than a word
 * is left out; descriptions carry nothing that a terminal would obey.
 *
 * @throws what reading a session throws
 */
export async function lookUp(
  lookup: Exclude<Lookup, "file" | "directory" | "topic">,
  search: Search,
): Promise<readonly Candidate[]> {
  const found = lookup === "session" ? sessions(search) : await ofSession(lookup, search);
  return found.filter(({ value }) => value.startsWith(search.start) && isPlainWord(value))
    .map(({ value, description }) => ({
      value,
      description: escapeLine(cutText(description, LONGEST)),
    }));
}

function sessions({ place, start }: Search): readonly Candidate[] {
  const ids = knownSessions(place, OPERATIONS).ids.filter((id) => id.startsWith(start))
    .toReversed();
  return ids.map((value, index) => ({
    value,
    description: index < MOST_READ ? readSessionMeta(place.home, value)?.task ?? "" : "",
  }));
}

async function ofSession(
  lookup: "item" | "open-item" | "phase" | "checkpoint",
  { call, context, place, start }: Search,
): Promise<readonly Candidate[]> {
  const { chosen } = await chooseIfAny(call, context, place);
  if (chosen === null) return [];
  if (lookup === "checkpoint") return checkpoints(place.home, chosen.id, start);
  const { fold } = await readSession(place.home, chosen.id);
  const { phases, current_phase_id } = fold.state;
  if (lookup === "phase") return Array.from(phases.keys(), (id) => phaseCandidate(fold, id));
  const wanted = [...phases.values()].filter(({ id }) =>
    lookup === "item" || id === current_phase_id
  );
  return wanted.flatMap((phase) => itemsOf(fold, phase, lookup === "open-item"));
}

function checkpoints(home: string, session: string, start: string): readonly Candidate[] {
  const ids = checkpointIds(home, session).filter((id) => id.startsWith(start)).toReversed();
  return ids.map((value, index) => ({
    value,
    description: index < MOST_READ ? messageOf(home, session, value) : "",
  }));
}

function messageOf(home: string, session: string, id: string): string {
  try {
    return readCheckpoint(home, session, id).checkpoint.message ?? "";
  } catch (error) {
    // It can be named all the same.
    if (error instanceof OrchestratorError) return "";
    throw error;
  }
}

function itemsOf(fold: Fold, phase: PhaseState, open: boolean): readonly Candidate[] {
  const definition = fold.state.workflow_definition?.phases.find(({ id }) => id === phase.id);
  const names = new Map(definition?.items.map(({ id, name }) => [id, name]));
  return [...phase.items.values()]
    .filter((item) => !open || isOpen(item))
    .map(({ id }) => ({ value: id, description: names.get(id) ?? "" }));
}

function phaseCandidate({ state }: Fold, id: string): Candidate {
  const definition = state.workflow_definition?.phases.find((phase) => phase.id === id);
  return { value: id, description: definition?.name ?? "" };
}
