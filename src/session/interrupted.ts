import { HOUSE, LAYOUT } from "../repo/layout.ts";
import { whileHeld } from "../store/disposing.ts";
import {
  type OperationTable,
  readJournal,
  settleJournal,
  type Unfinished,
} from "../store/journal.ts";
import { namesIn } from "../store/names_in.ts";
import { lockRepository } from "./lock_house.ts";
import type { Writer } from "./writer.ts";

/** An operation of several renames that was cut off, as readers have to take it. */
export interface Interrupted {
  readonly operation: string;
  /** Whether its first rename has happened: readers then show the state after it. */
  readonly committed: boolean;
  /** Paths (relative to the home) that must be read from where they are staged. */
  readonly overlay: ReadonlyMap<string, string>;
  /** Paths (relative to the home) that are still there and must be taken as moved away. */
  readonly gone: ReadonlySet<string>;
}

/**
 * What an interrupted operation means for readers; null when none was interrupted.
 *
 * @throws `journal.refused`, `home.unsafe`.
 */
export function readInterrupted(home: string, operations: OperationTable): Interrupted | null {
  if (!isInterrupted(home)) {
    return null;
  }
  const unfinished = readJournal(home, LAYOUT, operations);
  return unfinished === null ? null : {
    operation: unfinished.operation,
    committed: unfinished.committed,
    overlay: overlayOf(unfinished),
    gone: goneOf(unfinished),
  };
}

/** Finishes or undoes an interrupted operation; every mutating command begins with this. */
export async function settleInterrupted(writer: Writer): Promise<void> {
  if (!isInterrupted(writer.place.home)) {
    return;
  }
  await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
  });
}

/** The same for a command that already holds the repository lock. */
export function settleUnderLock(writer: Writer): void {
  const { home } = writer.place;
  const unfinished = readJournal(home, LAYOUT, writer.operations);
  if (unfinished === null) {
    return;
  }
  settleJournal(home, LAYOUT, unfinished);
  const kind = unfinished.committed ? "interrupted_finished" : "interrupted_undone";
  writer.notice({ kind, operation: unfinished.operation });
}

function overlayOf(unfinished: Unfinished): ReadonlyMap<string, string> {
  const moves = unfinished.committed ? unfinished.pending : [];
  return new Map(moves.map((move) => [move.to, move.from]));
}

function goneOf({ committed, pending, copied }: Unfinished): ReadonlySet<string> {
  return new Set(committed ? [...pending, ...copied].map(({ from }) => from) : []);
}

/** Whether an operation is unfinished: cut off, or at work this moment. */
export function isInterrupted(home: string): boolean {
  return namesIn(`${home}/${HOUSE}`).has(LAYOUT.journal.slice(HOUSE.length + 1));
}
