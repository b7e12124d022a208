import { ByteReader } from "../stream/byte_reader.ts";
import type { Bytes, ByteSource } from "../stream/bytes.ts";
import { cutPieces } from "../stream/cut_pieces.ts";
import { mapInOrder } from "../stream/map_in_order.ts";
import { fail } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { EXPANSION, LARGEST_FRAME, mayExpand, PIECE_LENGTH } from "./frame_limits.ts";
import { readFrame } from "./read_frame.ts";
import type { ZstdCodec } from "./zstd_codec.ts";

/**
 * Compresses an archive: cut into pieces of 4 MiB, each one zstd frame. With a codec that releases, a
 * frame is there until the next one is asked for.
 *
 * @throws `snapshot.damaged` for what would expand further than a reader allows
 */
export async function* writeFrames(archive: ByteSource, codec: ZstdCodec): AsyncGenerator<Bytes> {
  const pieces = cutPieces(archive, PIECE_LENGTH, () => codec.buffer());
  let [from, to] = [0, 0];
  const frames = mapInOrder(pieces, codec.inFlight, async ({ bytes }) => {
    const length = bytes.length;
    return { length, frame: await codec.compress(bytes) };
  });
  for await (const { length, frame } of frames) {
    from += frame.length;
    to += length;
    if (!mayExpand(from, to)) throw refuse({ kind: "expansion", limit: EXPANSION.times });
    yield frame;
    codec.release?.(frame);
  }
}

/**
 * Expands what {@link writeFrames} has made. The end of each frame is found by its block headers, so
 * that nothing depends on the decoder noticing what is cut off or added. With a codec that releases, a
 * block is there until the next one is asked for.
 *
 * @throws `snapshot.damaged`
 */
export async function* readFrames(source: ByteSource, codec: ZstdCodec): AsyncGenerator<Bytes> {
  const reader = new ByteReader(source);
  try {
    const memory = new Uint8Array(LARGEST_FRAME);
    let total = 0;
    let isLast = await reader.atEnd();
    if (isLast) throw refuse({ kind: "empty" });
    for (let index = 0; !isLast; index++) {
      const frame = await readFrame(reader, index, memory);
      isLast = await reader.atEnd();
      const piece = await codec.expand(frame, PIECE_LENGTH);
      if (piece === null) throw refuse({ kind: "frame", index, found: "malformed" });
      const isRight = isLast ? piece.length > 0 : piece.length === PIECE_LENGTH;
      if (!isRight) throw refuse({ kind: "frame", index, found: "length" });
      total += piece.length;
      if (!mayExpand(reader.position, total)) {
        throw refuse({ kind: "expansion", limit: EXPANSION.times });
      }
      yield piece;
      codec.release?.(piece);
    }
  } finally {
    await reader.close();
  }
}

function refuse(problem: SnapshotProblem): Error {
  return fail("snapshot.damaged", { problem });
}
