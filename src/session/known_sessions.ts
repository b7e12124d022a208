import type { Place } from "../repo/place.ts";
import type { OperationTable } from "../store/journal.ts";
import { readPointers } from "./current.ts";
import { type Interrupted, readInterrupted } from "./interrupted.ts";
import type { KnownSessions } from "./resolve_session.ts";
import { sessionIds } from "./session_ids.ts";
import { readSessionMeta } from "./session_meta.ts";

/** The sessions of a home, as seen through an interrupted operation. */
export interface SessionsOfHome extends KnownSessions {
  readonly interrupted: Interrupted | null;
}

/** Reads which sessions there are and which of them the tree points to. */
export function knownSessions(place: Place, operations: OperationTable): SessionsOfHome {
  const interrupted = readInterrupted(place.home, operations);
  // Pointers first: a session is published before they move to it.
  const pointers = readPointers(place, interrupted);
  const ids = sessionIds(place.home);
  return {
    ids,
    interrupted,
    pointers,
    formerIds: () => formerIds(place.home, ids),
  };
}

/** The session that the tree points to, null when there is none of that id. */
export function currentOf(known: KnownSessions): string | null {
  const { current } = known.pointers;
  return current !== null && known.ids.includes(current) ? current : null;
}

function formerIds(home: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const former = new Map<string, string>();
  for (const id of ids) {
    const name = readSessionMeta(home, id)?.former_id ?? null;
    if (name !== null) {
      former.set(name, id);
    }
  }
  return former;
}
