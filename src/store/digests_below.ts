import type { FileDigests, PendingDigest } from "./file_digests.ts";
import { listDirectory } from "./list_directory.ts";

/**
 * The digests of the regular files below a directory, by absolute path; without those of files that
 * cannot be read. Links are not followed.
 *
 * @throws `file.unreadable` for a directory
 */
export function digestsBelow(
  directory: string,
  digests: FileDigests,
): ReadonlyMap<string, string> {
  const begun = Array.from(
    filesBelow(directory),
    (path) => [path, attempt(() => digests.begin(path))] as const,
  );
  digests.settle();
  const made = begun.map(([path, digest]) => [path, digest && attempt(digest)] as const);
  return new Map(made.filter((one): one is [string, string] => one[1] !== null));
}

function* filesBelow(directory: string): Generator<string> {
  for (const { name, kind } of listDirectory(directory)) {
    const path = `${directory}/${name}`;
    if (kind === "directory") yield* filesBelow(path);
    else if (kind === "file") yield path;
  }
}

function attempt<T extends string | PendingDigest>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
