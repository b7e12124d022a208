import { awaitSlot, type DigestSlots, makeSlots, takeSlot } from "./digest_slots.ts";
import type { DigestOrder } from "./digest_worker.ts";
import { fail } from "./failure.ts";
import { fileDigest } from "./file_digest.ts";
import { problemOf } from "./problem_of.ts";

/** Gives a digest, and may wait for another thread. Throws `file.unreadable`. */
export type PendingDigest = () => string;

/** Makes digests of files, perhaps while this thread does something else. */
export interface FileDigests extends Disposable {
  /**
   * Begins with a regular file, which nobody changes until its digest is there. Throws as the system
   * does.
   */
  begin(path: string): PendingDigest;
  /** Makes those that are left, in this thread too; one that fails is tried again when it is asked for. */
  settle(): void;
}

const SLOTS = 1024;

/** In milliseconds; then what the other thread has begun is made here. */
const PATIENCE = 60_000;

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
    begin(path) {
      if (next === SLOTS) {
        slots = makeSlots(SLOTS);
        next = 0;
      }
      const order = { path, slots, index: next++ };
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

function pendingOf({ path, slots, index }: DigestOrder): PendingDigest {
  let digest: string | null = null;
  return () => digest ??= otherDigest(slots, index) ?? ownDigest(path);
}

/** What the other thread has made of a file; null when it has not begun with it, and from now on does not. */
function otherDigest(slots: DigestSlots, index: number): string | null {
  return takeSlot(slots, index) ? null : awaitSlot(slots, index, PATIENCE);
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
