import { sessionDirectory } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import type { OperationTable } from "../store/journal.ts";
import { lstatOrNull } from "../store/read_file.ts";
import { readPointers } from "./current.ts";
import { type Interrupted, readInterrupted } from "./interrupted.ts";
import type { KnownSessions } from "./resolve_session.ts";
import { sessionHome } from "./session_home.ts";
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
  let ids: readonly string[] | null = null;
  return {
    get ids() {
      return ids ??= sessionIds(place.home, interrupted);
    },
    interrupted,
    pointers,
    formerIds: () => formerIds(place.home, interrupted),
  };
}

/**
 * The session that the tree points to, null when nothing has that name. What is there instead of a
 * directory is refused later, by name.
 */
export function currentOf(home: string, known: SessionsOfHome): string | null {
  const { pointers: { current }, interrupted } = known;
  if (current === null || interrupted?.gone.has(sessionDirectory(current)) === true) {
    return null;
  }
  const readable = sessionHome(home, interrupted, current);
  return lstatOrNull(`${readable}/${sessionDirectory(current)}`) === null ? null : current;
}

function formerIds(home: string, interrupted: Interrupted | null): ReadonlyMap<string, string> {
  const former = new Map<string, string>();
  for (const id of sessionIds(home, interrupted)) {
    const name = readSessionMeta(sessionHome(home, interrupted, id), id)?.former_id ?? null;
    if (name !== null) {
      former.set(name, id);
    }
  }
  return former;
}
