import { removeQuietly } from "./durable_file.ts";
import { parentOf } from "./publish.ts";
import { lstatOrNull } from "./read_file.ts";
import { syncDirectory } from "./sync_directory.ts";
import { treeDigest } from "./tree_digest.ts";

/**
 * Removes a file or directory of which a whole copy lies elsewhere, file by file and only what is the
 * same there. What differs stays, and so do the directories that hold it.
 */
export function removeCopied(from: string, to: string): void {
  removeEqual(from, to);
  syncDirectory(parentOf(from));
}

function removeEqual(from: string, to: string): void {
  const info = lstatOrNull(from);
  if (info?.isDirectory === true) {
    for (const { name } of Deno.readDirSync(from)) {
      removeEqual(`${from}/${name}`, `${to}/${name}`);
    }
    removeQuietly(from);
  } else if (info !== null && treeDigest(from, "record") === treeDigest(to, "record")) {
    removeQuietly(from);
  }
}
