import { LAYOUT, sessionFile } from "../repo/layout.ts";
import { acquireLock, type HeldLock, type LockHolder } from "../store/lock.ts";
import type { Writer } from "./writer.ts";

/** Takes the repository lock; always before a session lock, never after one. */
export function lockRepository(writer: Writer): Promise<HeldLock> {
  return lock(writer, LAYOUT.lock);
}

/** Takes the lock of one session. */
export function lockSession(writer: Writer, id: string): Promise<HeldLock> {
  return lock(writer, sessionFile(id, "lock"));
}

async function lock(writer: Writer, relative: string): Promise<HeldLock> {
  const held = await acquireLock(writer.place.home, relative, writer.lock, holderOf(writer));
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
