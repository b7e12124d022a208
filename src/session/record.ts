import { LAYOUT, sessionDirectory } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { fail, type Failure } from "../store/failure.ts";
import { isOfOneMachine } from "../store/file_system.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { applyEvent, type Fold } from "../workflow/fold.ts";
import { settleInterrupted } from "./interrupted.ts";
import { type AppendedEvents, appendEvents, syncHeld, syncReleased } from "./append_events.ts";
import { type LoadedLog, loadLog } from "./load_log.ts";
import { repairTornTail } from "./repair_torn.ts";
import { viewOf } from "./read_session.ts";
import {
  type Ahead,
  type Decided,
  isPreparedFor,
  keepAhead,
  type PreparedRecord,
  prepareRecord,
  type RecordRequest,
} from "./prepare_record.ts";
import type { SessionView } from "./session_view.ts";
import { settleSuspect } from "./suspect.ts";
import { whileLocked } from "./while_locked.ts";
import type { Writer } from "./writer.ts";
import { refreshCache } from "./refresh_cache.ts";

/** What was recorded. */
export interface Recorded {
  readonly view: SessionView;
  readonly events: readonly SessionEvent[];
  readonly failure: Failure | null;
}

/** Events beyond the cache after which it is written anew. */
const CACHE_DISTANCE = 64;

/** How a session is changed. */
interface RecordOptions {
  /** Writes the cache of the fold, whatever its age. */
  readonly refreshCache?: boolean;
  /** `decide` also acts (writes a file, a grant): it is called once, under the lock. */
  readonly acts?: boolean;
}

/**
 * Changes a session: under its lock loads the log, repairs what never counted, asks `decide`, and
 * appends what it returns as one group; returns when that is durable.
 *
 * @param decide Called under the lock, and unless it `acts` also before: the last call counts.
 * @throws whatever `decide` throws; `session.damaged`, `session.newer`, `lock.busy`, `io` (then
 * nothing was recorded, or it stands although its sync failed), `home.unsafe`.
 */
export async function record(
  writer: Writer,
  id: string,
  decide: (fold: Fold) => Decided,
  options: RecordOptions = {},
): Promise<Recorded> {
  await settleInterrupted(writer);
  const { home } = writer.place;
  // An append that fails needs a place to stage in.
  checkedPath(home, LAYOUT.tmp, "directory");
  const known = await writer.knownValues();
  const request = { writer, id, known, decide, acts: options.acts === true };
  // Most of the work is done before and after the lock, so that others wait for little.
  const ahead = keepAhead(request);
  const oneMachine = isOfOneMachine(`${home}/${sessionDirectory(id)}`);
  const { loaded, decided, sealed, unsynced } = await whileLocked(
    writer,
    id,
    () => recordUnderLock(request, ahead.now(), { oneMachine, ...options }),
    ahead.follow,
  );
  if (unsynced !== null) await syncReleased(writer, id, unsynced);
  if (sealed.events.length > 0) writer.recorded?.(id, sealed.events);
  const after = { ...loaded, position: sealed.position, tail: { kind: "none" } as const };
  return {
    view: viewOf(home, id, after),
    events: sealed.events,
    failure: decided.failure ?? null,
  };
}

interface LockedRecord extends PreparedRecord {
  readonly loaded: LoadedLog;
  /** What is still to be made durable. */
  readonly unsynced: AppendedEvents | null;
}

interface LockedOptions extends RecordOptions {
  /** Whoever has the lock next sees what was appended, synced or not. */
  readonly oneMachine: boolean;
}

function recordUnderLock(
  request: RecordRequest,
  ahead: Ahead,
  { oneMachine, refreshCache: wantsCache = false }: LockedOptions,
): LockedRecord {
  const { writer, id } = request;
  const { home } = writer.place;
  // Elsewhere the size of a file may be an old one until it is opened.
  const loaded = loadForWriting(writer, id, oneMachine ? ahead : { ...ahead, seen: null });
  const { fold, position } = loaded;
  const prepared = isPreparedFor(ahead.prepared, position)
    ? ahead.prepared
    : prepareRecord(request, loaded);
  const { sealed } = prepared;
  for (const event of sealed.events) {
    assertApplies(fold, event);
  }
  const appended = appendEvents(home, id, position.to, sealed);
  const cacheDue = isCacheDue(loaded, sealed.events.length, wantsCache);
  if (oneMachine && !cacheDue) {
    return { ...prepared, loaded, unsynced: appended };
  }
  syncHeld(home, id, appended);
  // What a cache has applied is durable.
  if (cacheDue) refreshCache(writer, id, fold, sealed.position);
  return { ...prepared, loaded, unsynced: null };
}

function isCacheDue(loaded: LoadedLog, added: number, wanted: boolean): boolean {
  const distance = loaded.uncached + added;
  return distance > CACHE_DISTANCE || (wanted && distance > 0) || loaded.cacheDropped;
}

/** Loads a session for a writer that holds its lock: whole, understood and repaired. */
function loadForWriting(writer: Writer, id: string, ahead: Ahead | null): LoadedLog {
  const loaded = loadLog(writer.place.home, id, ahead?.loaded, ahead?.seen);
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

/** A draft that the fold refuses would be lost without a word: that is a bug, found before writing. */
function assertApplies(fold: Fold, event: SessionEvent): void {
  const outcome = applyEvent(fold, event);
  if (outcome === "refused" || outcome === "unknown") {
    throw new Error(`The fold does not allow "${event.event_type}" (${outcome})`);
  }
}
