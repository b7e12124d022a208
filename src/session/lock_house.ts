import { LAYOUT, sessionDirectory, sessionFile } from "../repo/layout.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { acquireLock, type HeldLock, type LockHolder } from "../store/lock.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { Writer } from "./writer.ts";

/** Takes the repository lock; always before a session lock, never after one. */
export function lockRepository(writer: Writer): Promise<HeldLock> {
  return lock(writer, LAYOUT.lock);
}

/** Takes the lock of one session; throws `session.not_found` when it has been deleted meanwhile. */
export async function lockSession(writer: Writer, id: string): Promise<HeldLock> {
  try {
    return await lock(writer, sessionFile(id, "lock"));
  } catch (error) {
    const isGone = error instanceof OrchestratorError &&
      error.failure.code === "file.not_created" &&
      lstatOrNull(`${writer.place.home}/${sessionDirectory(id)}`) === null;
    throw isGone ? fail("session.not_found", { wanted: id, known: [] }) : error;
  }
}

async function lock(writer: Writer, relative: string): Promise<HeldLock> {
  const options = await writer.lock();
  const held = await acquireLock(writer.place.home, relative, options, holderOf(writer));
  writer.notice({ kind: "lock_waited", lock: relative, milliseconds: held.waited });
  return held;
}

function holderOf(writer: Writer): LockHolder {
  return {
    pid: writer.pid,
    host: writer.host,
    command: writer.command,
    since: writer.now(),
  };
}
