import { whileHeld } from "../store/disposing.ts";
import { lockSession } from "./lock_house.ts";
import type { Writer } from "./writer.ts";

/**
 * Works while holding the locks of several sessions. The caller holds the repository lock: nobody who
 * holds the lock of a session waits for that one, so nobody waits for another in a circle.
 *
 * @throws `lock.busy`, `session.not_found`
 */
export async function whileSessionsLocked<T>(
  writer: Writer,
  ids: readonly string[],
  work: () => T | Promise<T>,
): Promise<T> {
  const [id, ...others] = ids;
  if (id === undefined) return await work();
  return await whileHeld(
    lockSession(writer, id),
    () => whileSessionsLocked(writer, others, work),
  );
}
