import {
  checkpointFile,
  checkpointsDirectory,
  currentFile,
  LAYOUT,
  previousFile,
  sessionDirectory,
  trashDirectory,
} from "../repo/layout.ts";
import { checkedDirectory, checkedPath } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { makeDurableFile, removeQuietly } from "../store/durable_file.ts";
import { fail } from "../store/failure.ts";
import { runJournal } from "../store/journal.ts";
import { lstatOrNull, readRegularText } from "../store/read_file.ts";
import { makeStage } from "../store/stage.ts";
import { syncStaged } from "../store/staged_directory.ts";
import { treeDigest } from "../store/tree_digest.ts";
import { findTrashed } from "./find_trashed.ts";
import { settleUnderLock } from "./interrupted.ts";
import { listTrash } from "./list_trash.ts";
import { assertOurs } from "./load_log.ts";
import { lockRepository, lockSession } from "./lock_house.ts";
import { sessionIds } from "./session_ids.ts";
import { stagedPointer, trashFacts } from "./trash_operations.ts";
import type { TrashRecord } from "./trash_record.ts";
import { type TreeId, treesOf } from "./tree_list.ts";
import { sweepHouse } from "./sweep_house.ts";
import type { Writer } from "./writer.ts";

/** What came back. */
export interface Restored {
  readonly entry: string;
  readonly kind: TrashRecord["kind"];
  readonly session: string;
  readonly checkpoints: readonly string[];
  readonly task: string | null;
  /** Trees in which the session is the current one again. */
  readonly current: readonly TreeId[];
}

/**
 * Brings something back from the trash as it was. A session becomes the current one again where it
 * was and no other is. An entry is data: what it says must fit its name and its content.
 *
 * @param wanted Name of an entry, or of the session that it is about.
 * @throws `trash.not_found`, `trash.ambiguous`, `trash.invalid`, `trash.occupied`,
 * `session.not_found` (checkpoints of a session that is not here), `lock.busy`, `io`, `home.unsafe`.
 */
export async function restoreFromTrash(writer: Writer, wanted: string): Promise<Restored> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepHouse(home);
    const { entry, record } = findTrashed(listTrash(home, null), wanted);
    const { path } = checkedPath(home, trashDirectory(entry), "directory");
    if (record === null) {
      throw fail("trash.invalid", { entry, path, problem: "it has no record that fits its name" });
    }
    const digest = treeDigest(path);
    if (digest !== record.sha256) {
      const problem = digest === null
        ? "it holds something else than files and directories"
        : "its content is not what was deleted";
      throw fail("trash.invalid", { entry, path, problem });
    }
    return record.kind === "session"
      ? restoreSession(writer, entry, record)
      : await restoreCheckpoints(writer, entry, record);
  });
}

function restoreSession(writer: Writer, entry: string, record: TrashRecord): Restored {
  const { home } = writer.place;
  const { session } = record;
  const isSame = (id: string): boolean => id.toLowerCase() === session.toLowerCase();
  checkedPath(home, sessionDirectory(session), "directory");
  if (sessionIds(home, null).some(isSame)) {
    throw fail("trash.occupied", { entry, session, checkpoint: null });
  }
  checkedDirectory(home, LAYOUT.sessions);
  const trees = treesOf(home);
  const pointers = {
    current: record.current.filter((tree) =>
      trees.includes(tree) && isFree(home, currentFile(tree))
    ),
    previous: record.previous.filter((tree) =>
      trees.includes(tree) && isFree(home, previousFile(tree))
    ),
  };
  moveBack(writer, "restore", entry, { ...record, ...pointers });
  return restored(entry, record, pointers.current);
}

async function restoreCheckpoints(
  writer: Writer,
  entry: string,
  record: TrashRecord,
): Promise<Restored> {
  const { home } = writer.place;
  const { session, checkpoints } = record;
  assertOurs(home, session);
  await whileHeld(lockSession(writer, session), () => {
    checkedDirectory(home, checkpointsDirectory(session));
    for (const checkpoint of checkpoints) {
      if (checkedPath(home, checkpointFile(session, checkpoint), "file").exists) {
        throw fail("trash.occupied", { entry, session, checkpoint });
      }
    }
    moveBack(writer, "restore-checkpoints", entry, record);
    removeQuietly(`${home}/${trashDirectory(entry)}`);
  });
  return restored(entry, record, []);
}

function moveBack(writer: Writer, operation: string, entry: string, record: TrashRecord): void {
  const { place: { home }, operations } = writer;
  disposing(makeStage(home, LAYOUT.tmp), (stage) => {
    const id = new TextEncoder().encode(record.session);
    for (const name of ["current", "previous"] as const) {
      for (const tree of record[name]) {
        makeDurableFile(`${stage.path}/${stagedPointer(name, tree)}`, id);
      }
    }
    syncStaged(stage.path);
    runJournal(home, LAYOUT, operations, { operation, stage, facts: trashFacts(entry, record) });
  });
}

/** A pointer may come back where there is none, or one to a session that is gone. */
function isFree(home: string, relative: string): boolean {
  const id = readRegularText(checkedPath(home, relative, "file").path)?.trim() ?? "";
  return id === "" || id.includes("/") || lstatOrNull(`${home}/${sessionDirectory(id)}`) === null;
}

function restored(entry: string, record: TrashRecord, current: readonly TreeId[]): Restored {
  const { kind, session, checkpoints, task } = record;
  return { entry, kind, session, checkpoints, task, current };
}
