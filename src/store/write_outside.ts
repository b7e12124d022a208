import { disposing } from "./disposing.ts";
import { writeAll } from "./write_all.ts";
import { fail, OrchestratorError } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { parentOf, publish } from "./publish.ts";
import { randomName } from "./random_name.ts";
import { isStillNamed } from "./is_still_named.ts";
import { kindOf, lstatOrNull, readRegular } from "./read_file.ts";
import { removeQuietly } from "./durable_file.ts";

/**
 * Writes a file outside `.orchestrator/` atomically and durably. It is staged beside the target as
 * `.<name>.<8 random>.tmp` under a lock; what a dead process left there is removed first. A file that
 * is replaced keeps its mode.
 *
 * @param options `mode`: of the file, whatever it was before. `replaces`: what the caller has read
 * there (null: nothing); it is compared just before the file is replaced.
 * @throws `home.unsafe` when something else than a regular file is there; `file.changed` when it is not
 * what the caller has read; `file.not_created`, `io`: the target is then as it was, unless only the
 * sync of its directory failed.
 */
export function atomicWriteFile(
  path: string,
  bytes: Uint8Array,
  options: { readonly mode?: number; readonly replaces?: Uint8Array | null } = {},
): void {
  const before = lstatOrNull(path);
  if (before !== null && !before.isFile) {
    throw fail("home.unsafe", { path, found: kindOf(before), expected: "a regular file" });
  }
  removeLeftovers(path);
  const kept = options.mode ?? (before?.mode === undefined ? null : before.mode);
  const staged = stageBeside(path, kept === null ? 0o644 : kept & 0o777);
  disposing(staged.file, (file) => {
    try {
      if (kept !== null) {
        changeMode(staged.path, kept & 0o777);
      }
      writeAll(file, bytes);
      file.syncSync();
      if (options.replaces !== undefined) {
        assertUnchanged(path, options.replaces);
      }
      publish(staged.path, path);
    } catch (error) {
      removeQuietly(staged.path);
      throw error instanceof OrchestratorError
        ? error
        : fail("io", { action: "write", path, problem: problemOf(error) });
    }
  });
}

function assertUnchanged(path: string, expected: Uint8Array | null): void {
  const now = readRegular(path);
  const isSame = now === null || expected === null
    ? now === expected
    : now.length === expected.length && now.every((byte, index) => byte === expected[index]);
  if (!isSame) {
    throw fail("file.changed", { path });
  }
}

/** A file that is staged beside its target, and locked. */
export interface StagedFile {
  readonly path: string;
  readonly file: Deno.FsFile;
}

/** Begins a file beside its target. @throws `file.not_created` */
export function stageBeside(target: string, mode: number): StagedFile {
  for (;;) {
    const path = `${parentOf(target)}/.${baseName(target)}.${randomName(8)}.tmp`;
    const file = openNew(path, target, mode);
    if (isClaimed(file, path)) {
      return { path, file };
    }
    file.close();
  }
}

/** A failure names the file that is wanted: nobody has heard of the other. */
function openNew(staged: string, target: string, mode: number): Deno.FsFile {
  try {
    return Deno.openSync(staged, { write: true, createNew: true, mode });
  } catch (error) {
    throw fail("file.not_created", { path: target, problem: problemOf(error) });
  }
}

/** False when another process took the new file for a leftover. Without locks nobody does. */
function isClaimed(file: Deno.FsFile, path: string): boolean {
  try {
    return file.tryLockSync(true) && isStillNamed(file, path);
  } catch {
    return true;
  }
}

/** The mask of the process must not narrow what a file had; where modes do not exist, so be it. */
function changeMode(path: string, mode: number): void {
  try {
    Deno.chmodSync(path, mode);
  } catch {
    return;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Removes what dead processes have staged beside a target. */
export function removeLeftovers(path: string): void {
  const prefix = `.${baseName(path)}.`;
  try {
    for (const entry of Deno.readDirSync(parentOf(path))) {
      const isOurs = entry.isFile && entry.name.startsWith(prefix) &&
        /^[0-9a-z]{8}\.tmp$/.test(entry.name.slice(prefix.length));
      if (isOurs) {
        removeIfAbandoned(`${parentOf(path)}/${entry.name}`);
      }
    }
  } catch {
    return;
  }
}

const STAGED_NAME = /^\.(.+)\.[0-9a-z]{8}\.tmp$/;

/**
 * Removes the names under which new files were staged in a directory and which dead processes left when
 * the files had their own names already. Nothing is lost: the files are the same ones.
 */
export function removeSecondNames(directory: string): void {
  try {
    for (const { name } of Deno.readDirSync(directory)) {
      const [, own] = STAGED_NAME.exec(name) ?? [];
      if (own === undefined) continue;
      const [staged, named] = [name, own].map((name) => lstatOrNull(`${directory}/${name}`));
      const isSame = staged?.isFile === true && staged.ino !== null && staged.ino === named?.ino &&
        staged.dev === named.dev;
      if (isSame) removeIfAbandoned(`${directory}/${name}`);
    }
  } catch {
    return;
  }
}

function removeIfAbandoned(leftover: string): void {
  disposing(Deno.openSync(leftover, { read: true }), (file) => {
    if (file.tryLockSync(true)) {
      removeQuietly(leftover);
    }
  });
}
