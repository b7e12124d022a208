import { checkedPath } from "./checked_path.ts";
import { fail } from "./failure.ts";
import { holderLine, type LockHolder } from "./lock_holder.ts";
import { problemOf } from "./problem_of.ts";
import { fileSystemOf } from "./file_system.ts";
import { isStillNamed } from "./is_still_named.ts";

/** How long to wait for a lock, and whether to lock at all. */
export interface LockOptions {
  /** Seconds until `lock.busy`. */
  readonly timeoutSeconds: number;
  /** `none`: the user has said that one process works here; nothing is locked. */
  readonly mode: "flock" | "none";
}

/** A held lock; closing it, or the death of the process, releases it. */
export interface HeldLock extends Disposable {
  /** Milliseconds that it took to get. */
  readonly waited: number;
}

/**
 * Milliseconds between two tries. Most locks are held for about a millisecond, by one of a crowd: the
 * sooner the next one takes it, the sooner all are through. Who has tried often waits for long work,
 * and leaves the processor to it; random, so that waiting processes do not move in step.
 */
const PAUSE = { soon: 1, soonTries: 100, least: 4, most: 12 };

/** Tries after which a waiter looks whether the lock file was replaced: that costs more than a try. */
const NAME_CHECKS = 16;

/**
 * Bytes of what is said of the holder, filled up with spaces: written over what was said before, it
 * neither frees nor takes a block of the disk, which the next sync would have to wait for.
 */
const HOLDER_BYTES = 256;

/**
 * Takes an exclusive flock(2) on a lock file of ours.
 *
 * The file is opened again when it was replaced while we waited: the lock is on the inode, the rule
 * is about the name.
 *
 * @param whileWaiting Called after each try that found the lock held; must not throw.
 * @throws `lock.busy` with the probable holder after the timeout, `lock.unsupported` where the file
 * system has no locks, `file.not_created` where the lock file cannot be made, `home.unsafe`.
 */
export async function acquireLock(
  home: string,
  relative: string,
  options: LockOptions,
  holder: LockHolder,
  whileWaiting: () => void = () => undefined,
): Promise<HeldLock> {
  const started = performance.now();
  if (options.mode === "none") {
    return { waited: 0, [Symbol.dispose]: () => undefined };
  }
  for (;;) {
    const { path } = checkedPath(home, relative, "file");
    const file = openLockFile(path);
    let held = false;
    try {
      const deadline = started + options.timeoutSeconds * 1000;
      held = await lockBefore({ deadline, file, path, whileWaiting }) && isStillNamed(file, path);
      if (held) {
        writeHolder(file, holder);
        return { waited: performance.now() - started, [Symbol.dispose]: () => file.close() };
      }
      if (performance.now() >= deadline) {
        const seconds = options.timeoutSeconds;
        throw fail("lock.busy", { path, holder: readHolder(file), seconds });
      }
    } finally {
      if (!held) {
        file.close();
      }
    }
  }
}

interface Waiting {
  /** As `performance.now` counts. */
  readonly deadline: number;
  readonly file: Deno.FsFile;
  readonly path: string;
  readonly whileWaiting: () => void;
}

/** Tries until the lock is ours, the time is up, or another file has this name. */
async function lockBefore({ deadline, file, path, whileWaiting }: Waiting): Promise<boolean> {
  for (let attempt = 0;; attempt++) {
    if (tryLock(file, path)) {
      return true;
    }
    if (performance.now() >= deadline) {
      return false;
    }
    if (attempt % NAME_CHECKS === NAME_CHECKS - 1 && !isStillNamed(file, path)) {
      return false;
    }
    whileWaiting();
    await pause(attempt);
  }
}

function openLockFile(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
  } catch (error) {
    throw fail("file.not_created", { path, problem: problemOf(error) });
  }
}

function tryLock(file: Deno.FsFile, path: string): boolean {
  try {
    return file.tryLockSync(true);
  } catch (error) {
    const filesystem = `${fileSystemOf(path)} (${problemOf(error)})`;
    throw fail("lock.unsupported", { path, filesystem });
  }
}

/** For people only: a failure to write it must not stop the command. */
function writeHolder(file: Deno.FsFile, holder: LockHolder): void {
  try {
    const text = JSON.stringify(holder).padEnd(HOLDER_BYTES - 1);
    file.writeSync(new TextEncoder().encode(`${text}\n`));
  } catch {
    return;
  }
}

function readHolder(file: Deno.FsFile): string | null {
  const buffer = new Uint8Array(1024);
  file.seekSync(0, Deno.SeekMode.Start);
  const length = file.readSync(buffer) ?? 0;
  return holderLine(new TextDecoder().decode(buffer.subarray(0, length)));
}

function pause(attempt: number): Promise<void> {
  const milliseconds = attempt < PAUSE.soonTries
    ? PAUSE.soon
    : PAUSE.least + Math.random() * (PAUSE.most - PAUSE.least);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** How long another may need that changes a file in the same directory. */
const DIRECTORY_PATIENCE = 10;

/**
 * Takes a lock on a directory of the user's, for changing a file in it: it leaves no file behind, as
 * ours do. Where directories cannot be locked nobody waits: the file is still replaced as a whole.
 *
 * @throws `lock.busy`
 */
export async function holdDirectory(path: string): Promise<Disposable> {
  const none = { [Symbol.dispose]: () => undefined };
  let directory: Deno.FsFile;
  try {
    directory = Deno.openSync(path, { read: true });
    if (directory.tryLockSync(true)) {
      return { [Symbol.dispose]: () => directory.close() };
    }
  } catch {
    return none;
  }
  const deadline = performance.now() + DIRECTORY_PATIENCE * 1000;
  const whileWaiting = () => undefined;
  const held = await lockBefore({ deadline, file: directory, path, whileWaiting });
  if (held) {
    return { [Symbol.dispose]: () => directory.close() };
  }
  directory.close();
  throw fail("lock.busy", { path, holder: null, seconds: DIRECTORY_PATIENCE });
}
