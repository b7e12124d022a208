import { checkedDirectory, checkedPath } from "./checked_path.ts";
import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { isStillNamed } from "./is_still_named.ts";
import { listDirectory } from "./list_directory.ts";
import { problemOf } from "./problem_of.ts";
import { randomName } from "./random_name.ts";
import { lstatOrNull } from "./read_file.ts";

const LOCK_NAME = "lock";

/** A private directory below `tmp/`, marked as in use by a lock that dies with the process. */
export interface Stage extends Disposable {
  /** Its random name. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  /** From now on closing leaves the directory: a journal needs it. */
  keep(): void;
}

/**
 * Makes a staging directory; closing the stage removes it with all that is left in it.
 *
 * @param tmp Path of the staging area relative to the home.
 * @throws `home.unsafe`, `file.not_created`.
 */
export function makeStage(home: string, tmp: string): Stage {
  const area = checkedDirectory(home, tmp);
  for (;;) {
    const name = randomName(12);
    const path = `${area}/${name}`;
    const lock = makeLockedDirectory(path);
    if (lock !== null) {
      return stageOf(name, path, lock);
    }
  }
}

/** Null when somebody's sweep came between the making and the locking. */
function makeLockedDirectory(path: string): Deno.FsFile | null {
  const lockPath = `${path}/${LOCK_NAME}`;
  let lock: Deno.FsFile | null = null;
  try {
    Deno.mkdirSync(path);
    lock = Deno.openSync(lockPath, { write: true, createNew: true });
    if (canLock(lock) && isStillNamed(lock, lockPath)) {
      return lock;
    }
    lock.close();
    return null;
  } catch (error) {
    lock?.close();
    removeStage(path);
    throw fail("file.not_created", { path, problem: problemOf(error) });
  }
}

function stageOf(name: string, path: string, lock: Deno.FsFile): Stage {
  let kept = false;
  return {
    name,
    path,
    keep: () => {
      kept = true;
    },
    [Symbol.dispose]: () => {
      if (!kept) {
        removeStage(path);
      }
      lock.close();
    },
  };
}

/**
 * Removes what dead processes left in the staging area: only directories whose lock can be taken.
 *
 * @param kept Name of a stage that an unfinished journal still needs.
 */
export function sweepStages(home: string, tmp: string, kept: string | null): void {
  const { path: area, exists } = checkedPath(home, tmp, "directory");
  if (!exists) {
    return;
  }
  for (const entry of listDirectory(area)) {
    const path = `${area}/${entry.name}`;
    if (entry.kind === "directory" && entry.name !== kept && isAbandoned(path)) {
      removeStage(path);
    }
  }
}

/** Removes a staging directory and everything in it; links in it are removed, not followed. */
export function removeStage(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch {
    return;
  }
}

/** False only when somebody else holds the lock; without locks nobody sweeps. */
function canLock(lock: Deno.FsFile): boolean {
  try {
    return lock.tryLockSync(true);
  } catch {
    return true;
  }
}

function isAbandoned(path: string): boolean {
  const lock = `${path}/${LOCK_NAME}`;
  const info = lstatOrNull(lock);
  if (info === null) {
    return isOld(path);
  }
  if (!info.isFile) {
    return false;
  }
  try {
    return disposing(Deno.openSync(lock, { read: true }), (file) => file.tryLockSync(true));
  } catch {
    return false;
  }
}

/** A stage without a lock may belong to a process that is just making it. */
function isOld(path: string): boolean {
  const changed = lstatOrNull(path)?.mtime?.getTime();
  return changed !== undefined && Date.now() - changed > 60_000;
}
