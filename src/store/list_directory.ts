import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";

/** One name in a directory; names that are not UTF-8 are not seen by the runtime. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "other";
}

/** Lists a directory; empty when there is none. Throws `file.unreadable`. */
export function listDirectory(path: string): readonly DirectoryEntry[] {
  try {
    return Array.from(Deno.readDirSync(path), (entry) => ({
      name: entry.name,
      kind: kindOfEntry(entry),
    }));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return [];
    }
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

function kindOfEntry(entry: Deno.DirEntry): DirectoryEntry["kind"] {
  if (entry.isSymlink) {
    return "link";
  }
  if (entry.isDirectory) {
    return "directory";
  }
  return entry.isFile ? "file" : "other";
}
