import type { SessionEvent } from "../workflow/event.ts";
import { assertOurs, readBase, readBounds } from "./load_log.ts";
import { type ScannedSession, scanSession } from "./scan_session.ts";
import { SECOND_LOOK_MS } from "./read_session.ts";
import type { Condition } from "./session_view.ts";

/** The events of a session that count, and what is wrong with its log. */
export interface SessionEvents {
  readonly events: readonly SessionEvent[];
  readonly condition: Condition;
}

/** All lines of a log that count, and what follows them. */
export interface WholeLog extends ScannedSession {
  readonly events: readonly SessionEvent[];
}

/**
 * Reads all events of a session, from the first. A bad line is read again once before it is called
 * torn or damaged.
 *
 * @throws `session.not_found`, `session.not_ours`, `home.unsafe`, `file.unreadable`.
 */
export async function readEvents(home: string, id: string): Promise<SessionEvents> {
  let whole = scanWhole(home, id);
  if (whole.tail.kind !== "none") {
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    whole = scanWhole(home, id);
  }
  const { events, tail } = whole;
  return { events, condition: tail.kind === "none" ? { kind: "sound" } : tail };
}

/** Scans the whole log of a session, whatever its base is like. */
export function scanWhole(home: string, id: string): WholeLog {
  assertOurs(home, id);
  const bounds = readBounds(home, id);
  const { link } = readBase(home, id);
  const events: SessionEvent[] = [];
  return { ...scanSession(home, id, link, bounds, (event) => events.push(event)), events };
}
