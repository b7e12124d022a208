import { type LoadedLog, loadLog } from "./load_log.ts";
import { readSessionMeta } from "./session_meta.ts";
import type { Condition, SessionView } from "./session_view.ts";

/** A writer may be in the middle of an append: what looks bad is looked at again after this time. */
export const SECOND_LOOK_MS = 20;

/**
 * Reads a session without a lock. A bad line is read again once before it is called torn or damaged.
 *
 * @throws what `loadLog` throws.
 */
export async function readSession(home: string, id: string): Promise<SessionView> {
  let loaded = loadLog(home, id);
  if (loaded.tail.kind !== "none") {
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    loaded = loadLog(home, id);
  }
  return viewOf(home, id, loaded);
}

/** What a reader is shown of a loaded log. */
export function viewOf(home: string, id: string, loaded: LoadedLog): SessionView {
  return {
    id,
    meta: readSessionMeta(home, id),
    fold: loaded.fold,
    condition: conditionOf(loaded),
    cacheDropped: loaded.cacheDropped,
    events: loaded.position.seq,
  };
}

function conditionOf(loaded: LoadedLog): Condition {
  if (loaded.newer !== null) {
    return { kind: "newer", what: loaded.newer };
  }
  return loaded.tail.kind === "none" ? { kind: "sound" } : loaded.tail;
}
