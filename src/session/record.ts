import { LAYOUT, sessionFile } from "../repo/layout.ts";
import { appendDurably, SyncFailure } from "../store/append_file.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail, type Failure } from "../store/failure.ts";
import type { EventDraft, SessionEvent } from "../workflow/event.ts";
import { applyEvent, type Fold } from "../workflow/fold.ts";
import { isInterrupted, settleInterrupted } from "./interrupted.ts";
import { type LoadedLog, loadLog } from "./load_log.ts";
import { lockSession } from "./lock_house.ts";
import { repairTornTail } from "./repair_torn.ts";
import { viewOf } from "./read_session.ts";
import { type SealedEvents, sealEvents } from "./seal_events.ts";
import type { SessionView } from "./session_view.ts";
import { replaceUnsyncedLog, settleSuspect } from "./suspect.ts";
import type { Writer } from "./writer.ts";
import { refreshCache } from "./refresh_cache.ts";

/** What a command decided after looking at the fold. */
export interface Decided {
  readonly events: readonly EventDraft[];
  /** Set when the events are recorded but the command has to fail all the same. */
  readonly failure?: Failure | null;
}

/** What was recorded. */
export interface Recorded {
  readonly view: SessionView;
  readonly events: readonly SessionEvent[];
  readonly failure: Failure | null;
}

/** Events beyond the cache after which it is written anew. */
const CACHE_DISTANCE = 64;

/**
 * Changes a session: under its lock loads the log, repairs what never counted, asks `decide`, and
 * appends what it returns as one group, durably.
 *
 * @throws whatever `decide` throws; `session.damaged`, `session.newer`, `lock.busy`, `io` (then
 * nothing was recorded), `home.unsafe`.
 */
export async function record(
  writer: Writer,
  id: string,
  decide: (fold: Fold) => Decided,
  options: { readonly refreshCache?: boolean } = {},
): Promise<Recorded> {
  await settleInterrupted(writer);
  const { home } = writer.place;
  // An append that fails needs a place to stage in.
  checkedPath(home, LAYOUT.tmp, "directory");
  // Most of the work is done before and after the lock, so that others wait for little.
  const ahead = loadLog(home, id);
  const known = await writer.knownValues();
  const wantsCache = options.refreshCache === true;
  const { loaded, decided, sealed } = await whileLocked(
    writer,
    id,
    () => recordUnderLock(writer, id, { ahead, known, wantsCache }, decide),
  );
  if (sealed.events.length > 0) writer.recorded?.(id, sealed.events);
  const after = { ...loaded, position: sealed.position, tail: { kind: "none" } as const };
  return {
    view: viewOf(home, id, after),
    events: sealed.events,
    failure: decided.failure ?? null,
  };
}

/**
 * Works under the session lock while no operation is unfinished: whoever held the lock may have been cut
 * off in the middle of one that is about this log.
 */
async function whileLocked<T>(writer: Writer, id: string, work: () => T): Promise<T> {
  for (;;) {
    const done = await whileHeld(
      lockSession(writer, id),
      () => isInterrupted(writer.place.home) ? null : { result: work() },
    );
    if (done !== null) return done.result;
    await settleInterrupted(writer);
  }
}

interface Prepared {
  readonly ahead: LoadedLog;
  readonly known: KnownValues | null;
  readonly wantsCache: boolean;
}

interface LockedRecord {
  readonly loaded: LoadedLog;
  readonly decided: Decided;
  readonly sealed: SealedEvents;
}

function recordUnderLock(
  writer: Writer,
  id: string,
  { ahead, known, wantsCache }: Prepared,
  decide: (fold: Fold) => Decided,
): LockedRecord {
  const { home } = writer.place;
  const loaded = loadForWriting(writer, id, ahead);
  const { fold, position } = loaded;
  const decided = decide(fold);
  const sealed = sealEvents(writer, known, fold.state.workflow_id, decided.events, position);
  for (const event of sealed.events) {
    assertApplies(fold, event);
  }
  if (sealed.events.length > 0) {
    append(home, id, position.to, sealed.bytes);
  }
  const isFar = loaded.uncached + sealed.events.length > CACHE_DISTANCE;
  const isBehind = sealed.events.length > 0 || loaded.uncached > 0;
  if (isFar || (wantsCache && isBehind) || loaded.cacheDropped) {
    refreshCache(writer, id, fold, sealed.position);
  }
  return { loaded, decided, sealed };
}

/** Loads a session for a writer that holds its lock: whole, understood and repaired. */
function loadForWriting(writer: Writer, id: string, ahead: LoadedLog | null): LoadedLog {
  const loaded = loadLog(writer.place.home, id, ahead);
  if (loaded.newer !== null) {
    throw fail("session.newer", { session: id, what: loaded.newer });
  }
  if (loaded.tail.kind === "damaged") {
    const { line, problem } = loaded.tail;
    throw fail("session.damaged", { session: id, line, problem });
  }
  if (loaded.cacheDropped) {
    writer.notice({ kind: "cache_dropped", session: id });
  }
  if (loaded.suspectEnd !== null) {
    settleSuspect(writer, id, loaded.position, loaded.suspectEnd);
    return loadForWriting(writer, id, null);
  }
  if (loaded.tail.kind === "torn") {
    repairTornTail(writer, id, loaded.position);
  }
  return loaded;
}

function append(home: string, id: string, end: number, bytes: Uint8Array): void {
  const { path } = checkedPath(home, sessionFile(id, "log.jsonl"), "file");
  try {
    appendDurably(path, end, bytes);
  } catch (error) {
    if (!(error instanceof SyncFailure)) {
      throw error;
    }
    replaceUnsyncedLog(home, id, end);
    throw fail("io", { action: "sync", path, problem: error.message });
  }
}

/** A draft that the fold refuses would be lost without a word: that is a bug, found before writing. */
function assertApplies(fold: Fold, event: SessionEvent): void {
  const outcome = applyEvent(fold, event);
  if (outcome === "refused" || outcome === "unknown") {
    throw new Error(`The fold does not allow "${event.event_type}" (${outcome})`);
  }
}
