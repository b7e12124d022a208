import { LAYOUT, SESSION_FILES, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { fail } from "../store/failure.ts";
import { namesIn } from "../store/names_in.ts";
import { lstatOrNull, readRegular } from "../store/read_file.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { applyEvent, type Fold } from "../workflow/fold.ts";
import { chainLink } from "./event_line.ts";
import { type LogPosition, type LogTail, scanLog, type ScannedLog } from "./scan_log.ts";
import { type LogBounds, readLogFrom, scanSession } from "./scan_session.ts";
import { parseSessionBase, type SessionBase } from "./session_base.ts";
import { readStateCache } from "./state_cache.ts";
import { readSuspectEnd } from "./suspect.ts";

/** A session's log and what it folds to, at one moment. */
export interface LoadedLog {
  readonly fold: Fold;
  readonly position: LogPosition;
  readonly tail: LogTail;
  /** Events that lie beyond the cache. */
  readonly uncached: number;
  /** What a newer version wrote, or null. */
  readonly newer: string | null;
  /** The cache did not fit because git moved the log (portable mode). */
  readonly cacheDropped: boolean;
  /** How many bytes of the log count because a sync failed: the file is to be replaced; or null. */
  readonly suspectEnd: number | null;
}

/**
 * Loads a session: the cache is opened before the log, used only if it fits, else the base is folded.
 *
 * @param ahead What was loaded of this session a moment ago: its fold goes on from there if the log still
 * holds its last line. It belongs to the result from then on.
 * @throws `session.not_found`, `session.not_ours` (the predecessor's), `session.unreadable`,
 * `session.events_only`, `session.newer` when nothing of it can be shown, `home.unsafe`.
 */
export function loadLog(
  home: string,
  id: string,
  ahead: LoadedLog | null = null,
  seen: LogVersion | null = null,
): LoadedLog {
  if (ahead !== null && isWhole(ahead) && readSuspectEnd(home, id) === null) {
    if (seen?.size === ahead.position.to && isSameVersion(seen, versionOfLog(home, id))) {
      return ahead;
    }
    const cache = { position: ahead.position, fold: () => ahead.fold };
    const loaded = foldFromCache(home, id, { cache, suspectEnd: null });
    if (loaded !== null) {
      return { ...loaded, uncached: loaded.uncached + ahead.uncached };
    }
  }
  assertOurs(home, id);
  const bounds = readBounds(home, id);
  return foldFromCache(home, id, bounds) ?? foldFromBase(home, id, bounds);
}

/** A log at one moment, as far as that can be told without reading it. */
export interface LogVersion {
  readonly inode: number | null;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly changed: number | undefined;
}

/** The log of a session as it is; null where there is none. */
export function versionOfLog(home: string, id: string): LogVersion | null {
  const info = isPathId(id) ? lstatOrNull(`${home}/${sessionFile(id, "log.jsonl")}`) : null;
  return info?.isFile === true
    ? { inode: info.ino, size: info.size, changed: info.mtime?.getTime() }
    : null;
}

/** Whether nobody has written to a log or replaced it between two moments, as far as that shows. */
export function isSameVersion(one: LogVersion | null, other: LogVersion | null): boolean {
  return one?.inode === other?.inode && one?.size === other?.size &&
    one?.changed === other?.changed;
}

function isWhole({ newer, tail, cacheDropped, suspectEnd }: LoadedLog): boolean {
  return newer === null && tail.kind === "none" && !cacheDropped && suspectEnd === null;
}

/** Reads what bounds a log: before the log itself, so that it is never ahead of it. */
export function readBounds(home: string, id: string): LogBounds {
  const cache = readStateCache(`${home}/${sessionFile(id, "state.json")}`);
  const marked = readSuspectEnd(home, id);
  // What a cache has applied was synced before.
  const suspectEnd = marked === null ? null : Math.max(marked, cache?.position.to ?? 0);
  return { cache, suspectEnd };
}

/** Reads and parses `base.json`. */
export function readBase(home: string, id: string): SessionBase {
  const path = `${home}/${sessionFile(id, "base.json")}`;
  return parseSessionBase(readRegular(path) ?? new Uint8Array());
}

/**
 * The fold of a base before the first event.
 *
 * @throws `session.newer`, `session.events_only`, `session.unreadable`.
 */
export function foldOfBase(home: string, id: string, base: SessionBase): Fold {
  if (base.kind === "newer") {
    throw fail("session.newer", { session: id, what: `schema ${base.schema}` });
  }
  if (base.kind === "events-only") {
    throw fail("session.events_only", { session: id });
  }
  const fold = base.kind === "folded" ? base.fold() : null;
  if (fold === null) {
    const path = `${home}/${sessionFile(id, "base.json")}`;
    throw fail("session.unreadable", { session: id, path, problem: "not a session base" });
  }
  return fold;
}

/** Whether a session directory is one that this program made. */
export function isOurs(home: string, id: string): boolean {
  return namesIn(`${home}/${sessionDirectory(id)}`).has(SESSION_FILES.base);
}

/** Throws unless the id names a session that this program made. */
export function assertOurs(home: string, id: string): void {
  if (!isPathId(id)) {
    throw fail("id.invalid", { what: "session", id });
  }
  const directory = lstatOrNull(`${home}/${sessionDirectory(id)}`);
  if (directory === null) {
    throw fail("session.not_found", { wanted: id, known: [] });
  }
  if (!directory.isDirectory || lstatOrNull(`${home}/${LAYOUT.sessions}`)?.isSymlink === true) {
    const path = `${home}/${sessionDirectory(id)}`;
    throw fail("home.unsafe", { path, found: "a link or file", expected: "a directory" });
  }
  if (!isOurs(home, id)) {
    throw fail("session.not_ours", { session: id });
  }
}

function foldFromCache(home: string, id: string, bounds: LogBounds): LoadedLog | null {
  const { cache, suspectEnd } = bounds;
  if (cache === null) {
    return null;
  }
  const { position } = cache;
  const length = position.to - position.from;
  const log = readLogFrom(home, id, position.from, suspectEnd);
  if (log === null || !lineFits(log.bytes.subarray(0, length), position)) {
    return null;
  }
  const fold = cache.fold();
  return fold === null ? null : {
    ...foldLog(fold, (take) => scanLog(log.bytes.subarray(length), position, take)),
    cacheDropped: false,
    suspectEnd,
  };
}

function foldFromBase(home: string, id: string, bounds: LogBounds): LoadedLog {
  const base = readBase(home, id);
  const fold = foldOfBase(home, id, base);
  const folded = foldLog(fold, (take) => scanSession(home, id, base.link, bounds, take));
  return { ...folded, suspectEnd: bounds.suspectEnd };
}

type Folded<S> = S & Pick<LoadedLog, "fold" | "uncached" | "newer">;

function foldLog<S extends ScannedLog>(
  fold: Fold,
  scan: (take: (event: SessionEvent) => void) => S,
): Folded<S> {
  let newer: string | null = null;
  let uncached = 0;
  const scanned = scan((event) => {
    uncached++;
    if (applyEvent(fold, event) === "unknown") {
      newer ??= `event type "${event.event_type}"`;
    }
  });
  return { ...scanned, fold, uncached, newer };
}

/** Whether a line of the log as it is now is the one that a position was remembered after. */
export function lineFits(line: Uint8Array, position: LogPosition): boolean {
  return position.from < position.to && line.length === position.to - position.from &&
    line.at(-1) === 10 && chainLink(line.subarray(0, -1)) === position.head;
}
