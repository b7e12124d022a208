import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";

/** What kinds of files {@link readUserFile} opens. */
export type UserFileKind =
  /** A regular file, links followed: for names that a repository could have put there. */
  | "regular"
  /** Whatever the caller has named on the command line, pipes too. */
  | "any";

/**
 * Reads a file that belongs to the user, whole; null when there is none. Links are followed.
 *
 * @throws `file.unreadable` for a directory, a device or pipe where a regular file is asked for, a file
 * of more than `limit` bytes, and any failure to read.
 */
export function readUserFile(
  path: string,
  limit: number,
  kind: UserFileKind,
): Uint8Array<ArrayBuffer> | null {
  try {
    const info = Deno.statSync(path);
    if (info.isDirectory) throw fail("file.unreadable", { path, problem: "it is a directory" });
    if (kind === "regular" && !info.isFile) {
      throw fail("file.unreadable", { path, problem: "it is a device or pipe" });
    }
    if (info.size > limit) throw tooLarge(path, limit);
    const bytes = Deno.readFileSync(path);
    if (bytes.length > limit) throw tooLarge(path, limit);
    return bytes;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    if (error instanceof Error && error.name === "OrchestratorError") throw error;
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

function tooLarge(path: string, limit: number): Error {
  return fail("file.unreadable", { path, problem: `it has more than ${limit} bytes` });
}
