import type { EntryHeader } from "../tar/entry.ts";
import type { ManifestFile } from "./manifest.ts";

/** A file of the archive, or a directory above one. */
export type ExpectedEntry = Pick<EntryHeader, "kind" | "name" | "size">;

/** The entries that an archive has for these files: each behind the directories above it. */
export function* archiveEntries(files: Iterable<ManifestFile>): Generator<ExpectedEntry> {
  let directories: readonly string[] = [];
  for (const { name, size } of files) {
    const above = directoriesAbove(name);
    for (const directory of above) {
      // Files are sorted, so all below a directory are in one run.
      if (!directories.includes(directory)) yield { kind: "directory", name: directory, size: 0 };
    }
    directories = above;
    yield { kind: "file", name, size };
  }
}

function directoriesAbove(name: string): readonly string[] {
  const segments = name.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}
