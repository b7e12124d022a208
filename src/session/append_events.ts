import { sessionFile } from "../repo/layout.ts";
import { appendBytes, type AppendedFile, SyncFailure } from "../store/append_file.ts";
import { checkedPath } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import { lstatOrNull, readRegularFrom } from "../store/read_file.ts";
import { replaceUnsyncedLog } from "./suspect.ts";
import { whileLocked } from "./while_locked.ts";
import type { Writer } from "./writer.ts";

/**
 * Events that are in a log but may not be on the disk yet, as those before them: of commands that are not
 * through, or were cut off. None, where a command found what it wants: what it acknowledges has to be
 * durable all the same.
 */
export interface AppendedEvents {
  readonly file: AppendedFile;
  /** Absolute path of the log. */
  readonly path: string;
  /** Length of the log before. */
  readonly start: number;
  readonly bytes: Uint8Array;
}

/**
 * Appends events, or none, at the known end of a log. The caller holds the session lock.
 *
 * @throws `io` when nothing was appended, `home.unsafe`.
 */
export function appendEvents(
  home: string,
  id: string,
  start: number,
  bytes: Uint8Array,
): AppendedEvents {
  const { path } = checkedPath(home, sessionFile(id, "log.jsonl"), "file");
  try {
    return { file: appendBytes(path, start, bytes), path, start, bytes };
  } catch (error) {
    const problem = syncProblem(error);
    replaceUnsyncedLog(home, id, start);
    throw fail("io", { action: "sync", path, problem });
  }
}

/**
 * Makes events durable, by a caller that still holds the session lock.
 *
 * @throws `io`; the events do not count then.
 */
export function syncHeld(home: string, id: string, events: AppendedEvents): void {
  disposing(events.file, (file) => {
    const problem = problemOfSync(file);
    if (problem !== null && !mendUnsynced(home, id, events)) throw notSynced(events, problem);
  });
}

/**
 * Makes events durable, by a caller that has given the session lock back: nobody waits for the disk of
 * another. Who appends meanwhile syncs these events with its own. What fails is mended with the lock.
 *
 * @throws `io`; the events do not count then.
 */
export async function syncReleased(
  writer: Writer,
  id: string,
  events: AppendedEvents,
): Promise<void> {
  await whileHeld(Promise.resolve(events.file), async (file) => {
    const problem = problemOfSync(file);
    if (problem === null) return;
    const stand = await whileLocked(writer, id, () => mendUnsynced(writer.place.home, id, events));
    if (!stand) throw notSynced(events, problem);
  });
}

function notSynced({ path }: AppendedEvents, problem: string): OrchestratorError {
  return fail("io", { action: "sync", path, problem });
}

/**
 * Settles what becomes of events whose sync failed. The caller holds the session lock.
 *
 * The log is written anew: without these events if they are its last ones, as it is if others have
 * appended since, who may have been acknowledged.
 *
 * @returns Whether the events stand, durably.
 * @throws `io`, `file.not_created` when the log could not be replaced: then it is marked as suspect.
 */
export function mendUnsynced(
  home: string,
  id: string,
  { file, path, start, bytes }: AppendedEvents,
): boolean {
  if (!file.isStillNamed()) {
    return holds(path, start, bytes);
  }
  const length = lstatOrNull(path)?.size ?? 0;
  const stand = bytes.length === 0 || length > start + bytes.length;
  replaceUnsyncedLog(home, id, stand ? length : start);
  return stand;
}

function holds(path: string, start: number, bytes: Uint8Array): boolean {
  const rest = readRegularFrom(path, start)?.bytes.subarray(0, bytes.length);
  return rest !== undefined && rest.length === bytes.length &&
    rest.every((byte, index) => byte === bytes[index]);
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
