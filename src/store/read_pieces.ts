import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";

const PIECE = 1_048_576;

/**
 * Reads a file from its beginning in pieces, so that its size does not matter for memory. A piece is
 * overwritten by the next one.
 *
 * @param path Of a regular file; the caller has looked.
 * @param limit Bytes after which reading stops.
 * @throws `file.unreadable`.
 */
export function readPieces(
  path: string,
  take: (piece: Uint8Array<ArrayBuffer>) => void,
  limit = Infinity,
): void {
  disposing(attempt(path, () => Deno.openSync(path, { read: true })), (file) => {
    const buffer = new Uint8Array(Math.min(PIECE, limit));
    for (let left = limit; left > 0;) {
      const room = buffer.subarray(0, Math.min(buffer.length, left));
      const count = attempt(path, () => file.readSync(room));
      if (count === null) return;
      left -= count;
      take(buffer.subarray(0, count));
    }
  });
}

/** The first bytes of a regular file, at most `limit` of them. Throws `file.unreadable`. */
export function readHead(path: string, limit: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(limit);
  let filled = 0;
  readPieces(path, (piece) => {
    head.set(piece, filled);
    filled += piece.length;
  }, limit);
  return head.subarray(0, filled);
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}
