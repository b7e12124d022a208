import { LAYOUT, SESSION_FILES, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { namesIn } from "../store/names_in.ts";
import { readRegularFrom, readRegularText } from "../store/read_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import {
  leaveRewriteMark,
  leaveSuspectMark,
  replaceWithPrefix,
} from "../store/replace_with_prefix.ts";
import { quarantine } from "./quarantine.ts";
import type { LogPosition } from "./scan_log.ts";
import type { Writer } from "./writer.ts";

/** The number of bytes that count of a log of which all do. */
export const ALL_COUNTS = Number.MAX_SAFE_INTEGER;

/**
 * The number of bytes of a log that count, left behind when a sync failed and the file could not be, or
 * is yet to be, replaced; null when there is no such mark. A mark that was cut off while it was written
 * leaves all bytes to count: the command that wrote it was killed before it answered.
 */
export function readSuspectEnd(home: string, id: string): number | null {
  if (!namesIn(`${home}/${sessionDirectory(id)}`).has(SESSION_FILES.suspect)) {
    return null;
  }
  const text = readRegularText(`${home}/${sessionFile(id, "suspect")}`);
  if (text === null) {
    return null;
  }
  return /^\d{1,15}\n$/.test(text) ? Number(text) : ALL_COUNTS;
}

/** Leaves a mark that a log has to be replaced before anything is appended to it; all of it counts. */
export function markUnsyncedLog(home: string, id: string): void {
  leaveRewriteMark(home, sessionFile(id, "suspect"));
}

/**
 * Replaces a log whose last sync failed by its first `end` bytes, which count. If that fails too, the
 * mark `suspect` stays for the next command. The caller holds the session lock.
 */
export function replaceUnsyncedLog(home: string, id: string, end: number): void {
  const log = sessionFile(id, "log.jsonl");
  try {
    replaceWithPrefix(home, LAYOUT.tmp, log, end);
  } catch (error) {
    leaveSuspectMark(home, sessionFile(id, "suspect"), log, end);
    throw error;
  }
}

/**
 * Replaces a log that a mark speaks of, and removes the mark. What does not count goes to quarantine.
 * The caller holds the session lock.
 */
export function settleSuspect(writer: Writer, id: string, counted: LogPosition, end: number): void {
  const { home } = writer.place;
  const uncounted = readRegularFrom(`${home}/${sessionFile(id, "log.jsonl")}`, end)?.bytes;
  if (uncounted !== undefined && uncounted.length > 0) {
    const reason = { session: id, file: "log.jsonl", reason: "sync failed", seq: counted.seq + 1 };
    quarantine(home, uncounted, { ...reason, at: writer.now() });
  }
  replaceUnsyncedLog(home, id, end);
  removeDurably(home, sessionFile(id, "suspect"));
  writer.notice({ kind: "suspect_repaired", session: id });
}
