import type { SessionEvent } from "../workflow/event.ts";

/** Digits of a chain link that a mark holds. */
const LINK = 8;

/** The line of a report that says which events of which session it covers. */
export function learningMark(session: string, events: readonly SessionEvent[]): string {
  const last = events.at(-1);
  const covered = last === undefined ? "0" : `${last.seq} ${last.prev.slice(0, LINK)}`;
  return `<!-- orchestrator learn: ${session} ${covered} -->`;
}

/** Whether a file has a report of any session. */
export function hasLearningMark(text: string): boolean {
  return text.search(MARK) !== -1;
}

/**
 * How many events of a session a file already has reports of. A mark that does not fit the log, which
 * a repair may have changed, does not count: to say something twice is better than to leave it out.
 */
export function coveredEvents(
  text: string,
  session: string,
  events: readonly SessionEvent[],
): number {
  let covered = 0;
  for (const [, id, digits = "", link = ""] of text.matchAll(MARK)) {
    const seq = Number(digits);
    const fits = id === session && events[seq - 1]?.prev.startsWith(link) === true;
    if (fits && seq > covered) covered = seq;
  }
  return covered;
}

const MARK = /^<!-- orchestrator learn: ([A-Za-z0-9._-]{1,64}) (\d{1,15}) ([0-9a-f]{8}) -->\r?$/gm;
