import { isPathId } from "../repo/path_id.ts";

/** `20261122T101530123Z-`, to the millisecond. */
const STAMP = /^\d{8}T\d{9}Z-/;

/** An entry is an id that becomes a path, and has to leave room for its stamp. */
const LONGEST_ID = 64 - "20261122T101530123Z-".length;

/**
 * A free name in the trash for what is deleted of a session: `<stamp>-<id>`. Of a very long id only
 * the beginning fits.
 *
 * @param now Event timestamp, UTC.
 * @param taken Names that are in the trash.
 */
export function newTrashEntry(now: string, session: string, taken: ReadonlySet<string>): string {
  for (let later = 0;; later++) {
    const stamp = new Date(Date.parse(now) + later).toISOString().replace(/[-:.]/g, "");
    const isTaken = Array.from(taken).some((name) => name.startsWith(stamp));
    if (!isTaken) {
      return `${stamp}-${shortened(session)}`;
    }
  }
}

/** Whether a name in the trash is one that was given to something of this session. */
export function isTrashEntryOf(entry: string, session: string): boolean {
  return isPathId(entry) && isPathId(session) && STAMP.test(entry) &&
    entry.replace(STAMP, "") === shortened(session);
}

/** Whether a name in the trash has the form that we give to them. */
export function isTrashEntry(entry: string): boolean {
  return isPathId(entry) && STAMP.test(entry);
}

function shortened(session: string): string {
  return session.slice(0, LONGEST_ID).replace(/\.+$/, "");
}
