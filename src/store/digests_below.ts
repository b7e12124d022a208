import type { FileDigests, PendingDigest } from "./file_digests.ts";
import { listDirectory } from "./list_directory.ts";
import { lstatOrNull } from "./read_file.ts";

/**
 * The digests of the regular files at or below absolute paths, by absolute path; without those of files
 * that cannot be read. Links are not followed.
 *
 * @throws `file.unreadable` for a directory
 */
export function digestsBelow(
  paths: readonly string[],
  digests: FileDigests,
): ReadonlyMap<string, string> {
  const begun = Array.from(
    paths.flatMap((path) => [...filesBelow(path)]),
    (path) => [path, attempt(() => digests.begin(path))] as const,
  );
  digests.settle();
  const made = begun.map(([path, digest]) => [path, digest && attempt(digest)] as const);
  return new Map(made.filter((one): one is [string, string] => one[1] !== null));
}

function* filesBelow(path: string): Generator<string> {
  const info = lstatOrNull(path);
  if (info?.isFile === true) yield path;
  if (info?.isDirectory !== true) return;
  for (const { name } of listDirectory(path)) yield* filesBelow(`${path}/${name}`);
}

function attempt<T extends string | PendingDigest>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
