import type { Place } from "../../repo/place.ts";
import { knownSessions } from "../../session/known_sessions.ts";
import { readSession } from "../../session/read_session.ts";
import { readSessionMeta } from "../../session/session_meta.ts";
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

/** Tasks are read from a file each, so only those of a few sessions are shown. */
const MOST_TASKS = 30;

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
    description: index < MOST_TASKS ? readSessionMeta(place.home, value)?.task ?? "" : "",
  }));
}

async function ofSession(
  lookup: "item" | "open-item" | "phase",
  { call, context, place }: Search,
): Promise<readonly Candidate[]> {
  const { chosen } = await chooseIfAny(call, context, place);
  if (chosen === null) return [];
  const { fold } = await readSession(place.home, chosen.id);
  const { phases, current_phase_id } = fold.state;
  if (lookup === "phase") return Array.from(phases.keys(), (id) => phaseCandidate(fold, id));
  const wanted = [...phases.values()].filter(({ id }) =>
    lookup === "item" || id === current_phase_id
  );
  return wanted.flatMap((phase) => itemsOf(fold, phase, lookup === "open-item"));
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
