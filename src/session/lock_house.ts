import { LAYOUT, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { acquireLock, type HeldLock } from "../store/lock.ts";
import type { LockHolder } from "../store/lock_holder.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { Writer } from "./writer.ts";

/** Takes the repository lock; always before a session lock, never after one. */
export function lockRepository(writer: Writer): Promise<HeldLock> {
  return lock(writer, LAYOUT.lock);
}

/**
 * Takes the lock of one session; throws `session.not_found` when it has been deleted meanwhile.
 *
 * @param whileWaiting Called between two tries; must not throw.
 */
export async function lockSession(
  writer: Writer,
  id: string,
  whileWaiting?: () => void,
): Promise<HeldLock> {
  try {
    return await lock(writer, sessionFile(id, "lock"), whileWaiting);
  } catch (error) {
    const isGone = error instanceof OrchestratorError &&
      error.failure.code === "file.not_created" &&
      lstatOrNull(`${writer.place.home}/${sessionDirectory(id)}`) === null;
    throw isGone ? fail("session.not_found", { wanted: id, known: [] }) : error;
  }
}

async function lock(
  writer: Writer,
  relative: string,
  whileWaiting?: () => void,
): Promise<HeldLock> {
  const options = await writer.lock();
  const { home } = writer.place;
  const held = await acquireLock(home, relative, options, holderOf(writer), whileWaiting);
  const { waited } = held;
  return {
    waited,
    [Symbol.dispose]: () => {
      held[Symbol.dispose]();
      // Not before: who reads it would take the processor from the one that holds the lock.
      writer.notice({ kind: "lock_waited", lock: relative, milliseconds: waited });
    },
  };
}

function holderOf(writer: Writer): LockHolder {
  return {
    pid: writer.pid,
    host: writer.host,
    command: writer.command,
    since: writer.now(),
  };
}
