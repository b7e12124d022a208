import type { KnownValues } from "../scrub/known_values.ts";
import type { Failure } from "../store/failure.ts";
import type { EventDraft } from "../workflow/event.ts";
import type { Fold } from "../workflow/fold.ts";
import {
  isSameVersion,
  type LoadedLog,
  loadLog,
  type LogVersion,
  versionOfLog,
} from "./load_log.ts";
import type { LogPosition } from "./scan_log.ts";
import { type SealedEvents, sealEvents } from "./seal_events.ts";
import type { Writer } from "./writer.ts";

/** What a command decided after looking at the fold. */
export interface Decided {
  readonly events: readonly EventDraft[];
  /** Set when the events are recorded but the command has to fail all the same. */
  readonly failure?: Failure | null;
}

/** What is to be recorded, and by whom. */
export interface RecordRequest {
  readonly writer: Writer;
  readonly id: string;
  readonly known: KnownValues | null;
  readonly decide: (fold: Fold) => Decided;
  /** `decide` also acts: it is called once, under the lock. */
  readonly acts: boolean;
}

/** Events for a log that ends at `start`. */
export interface PreparedRecord {
  readonly start: LogPosition;
  readonly decided: Decided;
  readonly sealed: SealedEvents;
}

/** Decides on a fold and seals the events for the end of its log; throws what `decide` throws. */
export function prepareRecord(
  request: RecordRequest,
  { fold, position }: LoadedLog,
): PreparedRecord {
  const { writer, known, decide } = request;
  const decided = decide(fold);
  const workflow = fold.state.workflow_id;
  const sealed = sealEvents(writer, known, workflow, decided.events, position);
  return { start: position, decided, sealed };
}

/** What could be done before the lock was ours; it holds if the log is still the same then. */
export interface Ahead {
  readonly loaded: LoadedLog | null;
  /** The log before it was loaded. */
  readonly seen: LogVersion | null;
  /** Null when `decide` acts, or refused. */
  readonly prepared: PreparedRecord | null;
}

/** Work done ahead, kept up with a log that others append to. */
export interface KeptAhead {
  readonly now: () => Ahead;
  /** Does the work again if the log has grown; never throws. */
  readonly follow: () => void;
}

/**
 * Loads a session and prepares the record without a lock.
 *
 * @throws what `loadLog` throws; what `decide` throws is left to the one that holds the lock.
 */
export function keepAhead(request: RecordRequest): KeptAhead {
  let ahead = lookAhead(request, null);
  const follow = (): void => {
    try {
      if (isSameVersion(ahead.seen, versionOfLog(request.writer.place.home, request.id))) return;
      ahead = lookAhead(request, ahead.loaded);
    } catch {
      // Whoever holds the lock sees why, and says it.
      ahead = { loaded: null, seen: null, prepared: null };
    }
  };
  return { now: () => ahead, follow };
}

function lookAhead(request: RecordRequest, before: LoadedLog | null): Ahead {
  const { writer: { place: { home } }, id, acts } = request;
  const seen = versionOfLog(home, id);
  const loaded = loadLog(home, id, before);
  return { loaded, seen, prepared: acts ? null : prepareOrNull(request, loaded) };
}

function prepareOrNull(request: RecordRequest, loaded: LoadedLog): PreparedRecord | null {
  try {
    return prepareRecord(request, loaded);
  } catch {
    return null;
  }
}

/** Whether events were prepared for a log that ends here. */
export function isPreparedFor(
  prepared: PreparedRecord | null,
  { to, head, seq }: LogPosition,
): prepared is PreparedRecord {
  return prepared !== null && prepared.start.to === to && prepared.start.head === head &&
    prepared.start.seq === seq;
}
