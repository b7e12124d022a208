import { sessionFile } from "../repo/layout.ts";
import { appendBytes, type AppendedFile, SyncFailure } from "../store/append_file.ts";
import { checkedPath } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { readRegularFrom } from "../store/read_file.ts";
import { lineFits, loadLog } from "./load_log.ts";
import type { LogPosition } from "./scan_log.ts";
import type { SealedEvents } from "./seal_events.ts";
import { ALL_COUNTS, markUnsyncedLog, replaceUnsyncedLog, settleSuspect } from "./suspect.ts";
import { whileLocked } from "./while_locked.ts";
import type { Writer } from "./writer.ts";

/**
 * Events that are in a log but may not be on the disk yet; nor may those before them, of commands that
 * are not through or were cut off. There may be none: a command that finds what it wants acknowledges
 * what others recorded, and that has to be durable too.
 */
export interface AppendedEvents {
  readonly file: AppendedFile;
  /** Absolute path of the log. */
  readonly path: string;
  /** Length of the log before. */
  readonly start: number;
  /** Where the log ends with them. */
  readonly end: LogPosition;
}

/**
 * Appends sealed events, or none, at the known end of a log. The caller holds the session lock.
 *
 * @throws `io` when nothing was appended, `home.unsafe`.
 */
export function appendEvents(
  home: string,
  id: string,
  start: number,
  { bytes, position: end }: Pick<SealedEvents, "bytes" | "position">,
): AppendedEvents {
  const { path } = checkedPath(home, sessionFile(id, "log.jsonl"), "file");
  try {
    return { file: appendBytes(path, start, bytes), path, start, end };
  } catch (error) {
    const problem = syncProblem(error);
    replaceUnsyncedLog(home, id, start);
    throw fail("io", { action: "sync", path, problem });
  }
}

/**
 * Makes events durable, by a caller that still holds the session lock.
 *
 * @throws `io`, `file.not_created`; the events do not count then, by a new file or by a mark.
 */
export function syncHeld(home: string, id: string, events: AppendedEvents): void {
  disposing(events.file, (file) => {
    const problem = problemOfSync(file);
    if (problem === null) return;
    replaceUnsyncedLog(home, id, events.start);
    throw fail("io", { action: "sync", path: events.path, problem });
  });
}

/**
 * Makes events durable, by a caller that has given the session lock back: nobody waits for the disk of
 * another. By then others may have acknowledged what they found, so that nothing is taken back: after a
 * failed sync the whole log is written anew, by this command or by one that has the lock before.
 *
 * @throws `io` when that failed, or the disk has lost the events: they may stand all the same. A mark, where
 * one could be made, has the next command write the log anew.
 */
export async function syncReleased(
  writer: Writer,
  id: string,
  events: AppendedEvents,
): Promise<void> {
  await whileHeld(Promise.resolve(events.file), async (file) => {
    const problem = problemOfSync(file);
    if (problem === null) return;
    if (!await isMended(writer, id, events)) {
      throw fail("io", { action: "sync", path: events.path, problem });
    }
  });
}

async function isMended(writer: Writer, id: string, events: AppendedEvents): Promise<boolean> {
  try {
    // Before the lock: who has it meanwhile must not append to this file.
    markUnsyncedLog(writer.place.home, id);
    return await whileLocked(writer, id, () => mendUnsynced(writer, id, events));
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}

/**
 * Writes a log anew whose last sync failed, unless somebody did it before. The caller holds the session
 * lock.
 *
 * @returns Whether the events are in it: after a failed sync a file may show what it was before.
 * @throws `io`, `file.not_created`, what `loadLog` throws.
 */
export function mendUnsynced(
  writer: Writer,
  id: string,
  { file, path, end }: AppendedEvents,
): boolean {
  const { position, suspectEnd } = loadLog(writer.place.home, id);
  const line = readRegularFrom(path, end.from)?.bytes.subarray(0, end.to - end.from);
  if (file.isStillNamed()) {
    settleSuspect(writer, id, position, suspectEnd ?? ALL_COUNTS);
  }
  return position.to >= end.to && line !== undefined && lineFits(line, end);
}

function problemOfSync(file: AppendedFile): string | null {
  try {
    file.sync();
    return null;
  } catch (error) {
    return syncProblem(error);
  }
}

/** What a failed sync was told; anything else is thrown again. */
function syncProblem(error: unknown): string {
  if (error instanceof SyncFailure) return error.message;
  throw error;
}
