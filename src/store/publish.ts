import { copyTreeDurably } from "./copy_tree.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";
import { randomName } from "./random_name.ts";
import { syncDirectory } from "./sync_directory.ts";
import { digestOfLines, type LinkPolicy, treeDigest } from "./tree_digest.ts";

/**
 * Renames a synced file or directory to its place and syncs the directory that holds it.
 *
 * Across devices (overlayfs says so even on one mount) a synced copy is made beside the target and
 * renamed there; the source is removed last, file by file.
 *
 * @param links Whether a tree with symbolic links may be copied, with them.
 * @throws `io` naming the target.
 */
export function publish(from: string, to: string, links: LinkPolicy = "refuse"): void {
  try {
    renameOrCopy(from, to, links);
    syncDirectory(parentOf(to));
  } catch (error) {
    throw fail("io", { action: "publish", path: to, problem: problemOf(error) });
  }
}

/** The directory that holds a path. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

function renameOrCopy(from: string, to: string, links: LinkPolicy): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!isCrossDevice(error)) {
      throw error;
    }
    copyAndRemove(from, to, links);
  }
}

function isCrossDevice(error: unknown): boolean {
  return error instanceof Error && /\(os error 18\)/.test(error.message);
}

function copyAndRemove(from: string, to: string, links: LinkPolicy): void {
  const name = to.slice(to.lastIndexOf("/") + 1);
  const beside = `${parentOf(to)}/.${name}.${randomName(8)}.tmp`;
  try {
    const digest = digestOfLines(copyTreeDurably(from, beside, links));
    if (treeDigest(beside, links) !== digest) {
      throw new Error("The copy differs from the original");
    }
    Deno.renameSync(beside, to);
  } catch (error) {
    removeTree(beside);
    throw error;
  }
  removeCopied(from);
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
