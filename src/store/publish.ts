import { makeDurableFile } from "./durable_file.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { randomName } from "./random_name.ts";
import { syncDirectory } from "./sync_directory.ts";
import { treeDigest } from "./tree_digest.ts";

/**
 * Renames a synced file or directory to its place and syncs the directory that holds it.
 *
 * Across devices (overlayfs says so even on one mount) a synced copy is made beside the target and
 * renamed there; the source is removed last, file by file.
 *
 * @throws `io` naming the target.
 */
export function publish(from: string, to: string): void {
  try {
    renameOrCopy(from, to);
    syncDirectory(parentOf(to));
  } catch (error) {
    throw fail("io", { action: "publish", path: to, problem: problemOf(error) });
  }
}

/** The directory that holds a path. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

function renameOrCopy(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!isCrossDevice(error)) {
      throw error;
    }
    copyAndRemove(from, to);
  }
}

function isCrossDevice(error: unknown): boolean {
  return error instanceof Error && /\(os error 18\)/.test(error.message);
}

function copyAndRemove(from: string, to: string): void {
  const name = to.slice(to.lastIndexOf("/") + 1);
  const beside = `${parentOf(to)}/.${name}.${randomName(8)}.tmp`;
  const digest = treeDigest(from);
  try {
    copyDurably(from, beside);
    if (digest === null || treeDigest(beside) !== digest) {
      throw new Error("The copy differs from the original");
    }
    Deno.renameSync(beside, to);
  } catch (error) {
    removeTree(beside);
    throw error;
  }
  removeCopied(from);
}

function copyDurably(from: string, to: string): void {
  const info = Deno.lstatSync(from);
  const mode = (info.mode ?? 0o755) & 0o777;
  if (info.isFile) {
    makeDurableFile(to, Deno.readFileSync(from), mode);
    return;
  }
  if (!info.isDirectory) {
    throw new Error("Only files and directories are copied");
  }
  Deno.mkdirSync(to, { mode });
  for (const entry of Deno.readDirSync(from)) {
    copyDurably(`${from}/${entry.name}`, `${to}/${entry.name}`);
  }
  syncDirectory(to);
}

/** Removes file by file what was copied: a name that the runtime cannot see makes `rmdir` fail. */
function removeCopied(path: string): void {
  if (Deno.lstatSync(path).isDirectory) {
    for (const entry of Deno.readDirSync(path)) {
      removeCopied(`${path}/${entry.name}`);
    }
  }
  Deno.removeSync(path);
}

function removeTree(path: string): void {
  try {
    Deno.removeSync(path, { recursive: true });
  } catch {
    return;
  }
}
