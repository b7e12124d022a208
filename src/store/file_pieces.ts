import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";

const PIECE = 1_048_576;

/**
 * The bytes of a file in pieces, each in memory of its own. The caller has looked at it: a link would
 * be followed.
 *
 * @throws `file.unreadable`
 */
export function* filePieces(path: string): Generator<Uint8Array<ArrayBuffer>> {
  const file = attempt(path, () => Deno.openSync(path, { read: true }));
  try {
    for (;;) {
      const piece = new Uint8Array(PIECE);
      const count = attempt(path, () => file.readSync(piece));
      if (count === null) return;
      yield piece.subarray(0, count);
    }
  } finally {
    file.close();
  }
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}
