import { fail, type OrchestratorError } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import type { ByteReader } from "../stream/byte_reader.ts";
import type { Bytes } from "../stream/bytes.ts";

/** The failure of an archive that is not what it has to be. */
export function refuse(problem: SnapshotProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem });
}

/**
 * The next `length` bytes, in memory of their own: the reader uses its own again.
 *
 * @throws `snapshot.damaged` where the archive ends before
 */
export async function readExactly(reader: ByteReader, length: number): Promise<Bytes> {
  const bytes = await reader.read(length);
  if (bytes.length < length) throw refuse({ kind: "archive", found: "cut" });
  return bytes.slice();
}

/** The content of an entry, part by part. Throws `snapshot.damaged` where the archive ends before. */
export async function* readContent(reader: ByteReader, size: number): AsyncGenerator<Bytes> {
  for (let left = size; left > 0;) {
    const part = await reader.readSome(left);
    if (part.length === 0) throw refuse({ kind: "archive", found: "cut" });
    left -= part.length;
    yield part;
  }
}
