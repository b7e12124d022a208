import { whileHeld } from "../store/disposing.ts";
import { isInterrupted, settleInterrupted } from "./interrupted.ts";
import { lockSession } from "./lock_house.ts";
import type { Writer } from "./writer.ts";

/**
 * Works under the session lock while no operation is unfinished: whoever held the lock may have been cut
 * off in the middle of one that is about this log.
 *
 * @param whileWaiting Called between two tries for the lock; must not throw.
 */
export async function whileLocked<T>(
  writer: Writer,
  id: string,
  work: () => T,
  whileWaiting?: () => void,
): Promise<T> {
  for (;;) {
    const done = await whileHeld(
      lockSession(writer, id, whileWaiting),
      () => isInterrupted(writer.place.home) ? null : { result: work() },
    );
    if (done !== null) return done.result;
    await settleInterrupted(writer);
  }
}
