import { sessionFile } from "../repo/layout.ts";
import { appendBytes, type AppendedFile, SyncFailure } from "../store/append_file.ts";
import { checkedPath } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { markUnsyncedLog, replaceUnsyncedLog, rewriteUnsyncedLog } from "./suspect.ts";
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
    return { file: appendBytes(path, start, bytes), path, start };
  } catch (error) {
    const problem = syncProblem(error);
    replaceUnsyncedLog(home, id, start);
    throw fail("io", { action: "sync", path, problem });
  }
}

/**
 * Makes events durable, by a caller that still holds the session lock.
 *
 * @throws `io`; the events do not count then, and are gone.
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
 * @throws `io` when that failed: the mark stays for the next command, and the events may stand.
 */
export async function syncReleased(
  writer: Writer,
  id: string,
  events: AppendedEvents,
): Promise<void> {
  await whileHeld(Promise.resolve(events.file), async (file) => {
    const problem = problemOfSync(file);
    if (problem === null) return;
    const { home } = writer.place;
    try {
      // Before the lock: who has it meanwhile must not append to this file.
      markUnsyncedLog(home, id);
      await whileLocked(writer, id, () => {
        if (file.isStillNamed()) rewriteUnsyncedLog(home, id);
      });
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      throw fail("io", { action: "sync", path: events.path, problem });
    }
  });
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
