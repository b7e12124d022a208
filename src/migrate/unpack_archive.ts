import { StagedTree } from "../store/staged_tree.ts";
import type { ForeignEntry } from "../tar/read_foreign_archive.ts";
import { type ArchiveListing, type ListedEntry, plainName } from "./list_archive.ts";

/** What a file of ours may be read and written with, whatever the archive says of it. */
const OWN_MODE = 0o600;

/**
 * Unpacks what is wanted of an archive into a directory, with modes and times.
 *
 * @param entries The entries that were listed, read anew.
 * @param directory Absolute; is made.
 * @returns Whether it is still the archive that was listed.
 * @throws `snapshot.damaged`, `io`, `file.not_created`
 */
export async function unpackArchive(
  entries: AsyncIterable<ForeignEntry>,
  { root, wanted }: ArchiveListing,
  directory: string,
): Promise<boolean> {
  const tree = new StagedTree(directory);
  tree.makeDirectory("");
  const missing = new Map(wanted);
  for await (const entry of entries) {
    const name = plainName(entry.name);
    const own = name.startsWith(root) ? name.slice(root.length) : "";
    const listed = missing.get(own);
    if (listed === undefined) continue;
    if (!isSame(entry, listed)) return false;
    missing.delete(own);
    if (entry.kind === "directory") tree.makeDirectory(own);
    else await unpackFile(tree, own, entry);
  }
  return missing.size === 0;
}

async function unpackFile(tree: StagedTree, name: string, entry: ForeignEntry): Promise<void> {
  const file = tree.begin(name, (entry.mode & 0o777) | OWN_MODE);
  try {
    for await (const block of entry.content) file.write(block);
    file.setModified(entry.mtime);
  } finally {
    file[Symbol.dispose]();
  }
}

function isSame(entry: ForeignEntry, listed: ListedEntry): boolean {
  return entry.kind === listed.kind && entry.size === listed.size;
}
