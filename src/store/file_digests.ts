import { awaitSlot, makeSlots, takeSlot } from "./digest_slots.ts";
import type { DigestOrder } from "./digest_worker.ts";
import { fail } from "./failure.ts";
import { fileDigest } from "./file_digest.ts";
import { problemOf } from "./problem_of.ts";

/** Gives a digest, and may wait for another thread. Throws `file.unreadable`, `io`. */
export type PendingDigest = () => string;

/** Makes digests of files, perhaps while this thread does something else. */
export interface FileDigests extends Disposable {
  /**
   * Begins with a regular file, which nobody changes until its digest is there. Throws as the system
   * does.
   *
   * @param sync The other thread writes it to the disk, too, so that a sync of all has less to do.
   */
  begin(path: string, sync?: boolean): PendingDigest;
  /** Makes those that are left, in this thread too; one that fails is tried again when it is asked for. */
  settle(): void;
}

const SLOTS = 1024;

const UNSYNCED = "the disk did not take it";

/** Makes each digest in this thread, when it is begun. */
export const DIGESTS_AT_ONCE: FileDigests = {
  begin(path) {
    const digest = fileDigest(path);
    return () => digest;
  },
  settle: () => {},
  [Symbol.dispose]: () => {},
};

/**
 * Digests that are made by whichever thread comes to them first.
 *
 * @param post Gives an order to the other thread, which may never come to it.
 */
export function sharedDigests(
  post: (order: DigestOrder) => void,
  stop: () => void,
): FileDigests {
  let slots = makeSlots(SLOTS);
  let next = 0;
  let begun: PendingDigest[] = [];
  return {
    begin(path, sync = false) {
      if (next === SLOTS) {
        slots = makeSlots(SLOTS);
        next = 0;
      }
      const order = { path, sync, slots, index: next++ };
      post(order);
      const digest = pendingOf(order);
      begun.push(digest);
      return digest;
    },
    settle() {
      // The other thread comes from the beginning.
      for (const digest of begun.reverse()) tryTo(digest);
      begun = [];
    },
    [Symbol.dispose]: stop,
  };
}

function pendingOf(order: DigestOrder): PendingDigest {
  let digest: string | null = null;
  let isOurs = false;
  return () => {
    isOurs ||= takeSlot(order.slots, order.index);
    return digest ??= (isOurs ? null : otherDigest(order)) ?? ownDigest(order.path);
  };
}

/** What the other thread makes of a file that it has begun with; null when it cannot read it. */
function otherDigest({ path, slots, index }: DigestOrder): string | null {
  const result = awaitSlot(slots, index);
  if (result === "unreadable") return null;
  // The system tells it once: a second sync would find nothing wrong.
  if (result === "unsynced") throw fail("io", { action: "sync", path, problem: UNSYNCED });
  return result.digest;
}

function ownDigest(path: string): string {
  try {
    return fileDigest(path);
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

function tryTo(make: PendingDigest): void {
  try {
    make();
  } catch {
    return;
  }
}
