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

/** Cuts a stream into pieces of `size` bytes; only the last may be shorter. An empty one has none. */
export async function* cutPieces(source: ByteSource, size: number): AsyncGenerator<Piece> {
  const reader = new ByteReader(source);
  try {
    yield* readPieces(reader, size);
  } finally {
    await reader.close();
  }
}

/** Like {@link cutPieces} for what is left of a reader, which stays open. */
export async function* readPieces(reader: ByteReader, size: number): AsyncGenerator<Piece> {
  let last = await reader.atEnd();
  for (let index = 0; !last; index++) {
    const bytes = await reader.read(size);
    last = await reader.atEnd();
    yield { index, bytes, last };
  }
}
