import { sessionFile } from "../repo/layout.ts";
import { type FileRest, readRegularFrom } from "../store/read_file.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { isPortable } from "./house_mode.ts";
import { type LogTail, scanLog, type ScannedLog } from "./scan_log.ts";
import type { StateCache } from "./state_cache.ts";

/** A whole log, compared with what the cache knows of it. */
export interface ScannedSession extends ScannedLog {
  /** The cache did not fit because git moved the log (portable mode). */
  readonly cacheDropped: boolean;
}

/** What of a log counts. */
export interface LogBounds {
  /** Read before the log; null when there is none or its digest does not fit. */
  readonly cache: StateCache | null;
  /** Length that the log is cut to because a sync failed, or null. */
  readonly suspectEnd: number | null;
}

/**
 * Scans a log from the first line. A log that holds less than a cache has applied has lost
 * acknowledged events, and so has one that is not there: that is damage, unless in portable mode git
 * has checked out another log.
 *
 * @param link Chain link of `base.json`.
 * @param take Gets the events that count, in order.
 */
export function scanSession(
  home: string,
  id: string,
  link: string,
  bounds: LogBounds,
  take: (event: SessionEvent) => void,
): ScannedSession {
  const { cache, suspectEnd } = bounds;
  const log = readLogFrom(home, id, 0, suspectEnd);
  const start = { seq: 0, head: link, from: 0, to: 0 };
  const scanned = scanLog(log?.bytes ?? new Uint8Array(), start, take);
  const { position, tail } = scanned;
  const cacheDropped = cache !== null && log !== null && tail.kind === "none" && isPortable(home);
  const isLost = log === null || (cache !== null && position.seq < cache.position.seq);
  return isLost && !cacheDropped
    ? { position, tail: lostTail(tail, position.seq + 1), cacheDropped }
    : { ...scanned, cacheDropped };
}

function lostTail(tail: LogTail, line: number): LogTail {
  return tail.kind === "damaged" ? tail : { kind: "damaged", line, problem: "lost_events" };
}

/** Reads the log from an offset on, up to the length that counts; null when there is none. */
export function readLogFrom(
  home: string,
  id: string,
  offset: number,
  suspectEnd: number | null,
): FileRest | null {
  const rest = readRegularFrom(`${home}/${sessionFile(id, "log.jsonl")}`, offset);
  if (rest === null || suspectEnd === null || rest.size <= suspectEnd) {
    return rest;
  }
  return { size: suspectEnd, bytes: rest.bytes.subarray(0, Math.max(0, suspectEnd - offset)) };
}
