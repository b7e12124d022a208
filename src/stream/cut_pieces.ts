import type { Bytes, ByteSource } from "./bytes.ts";
import { ByteReader } from "./byte_reader.ts";

/** A part of a stream. */
export interface Piece {
  /** From 0. */
  readonly index: number;
  readonly bytes: Bytes;
  /** Whether the stream ends with it. */
  readonly last: boolean;
}

/**
 * Cuts a stream into pieces of `size` bytes; only the last may be shorter. An empty one has none.
 *
 * @param buffer Gives the memory for the next piece, at least `size` bytes.
 */
export async function* cutPieces(
  source: ByteSource,
  size: number,
  buffer?: () => Bytes,
): AsyncGenerator<Piece> {
  const reader = new ByteReader(source);
  try {
    yield* readPieces(reader, size, buffer);
  } finally {
    await reader.close();
  }
}

/** Like {@link cutPieces} for what is left of a reader, which stays open. */
export async function* readPieces(
  reader: ByteReader,
  size: number,
  buffer?: () => Bytes,
): AsyncGenerator<Piece> {
  let last = await reader.atEnd();
  for (let index = 0; !last; index++) {
    const bytes = buffer === undefined
      ? await reader.read(size)
      : await reader.readInto(buffer().subarray(0, size));
    last = await reader.atEnd();
    yield { index, bytes, last };
  }
}
