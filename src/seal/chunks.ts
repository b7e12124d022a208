import type { ByteReader } from "../stream/byte_reader.ts";
import { type Bytes, type ByteSource, freeBytes } from "../stream/bytes.ts";
import { blockRing } from "../stream/block_ring.ts";
import { cutPieces, type Piece, readPieces } from "../stream/cut_pieces.ts";
import { mapInOrder } from "../stream/map_in_order.ts";
import { nudgeCollector } from "../stream/nudge_collector.ts";
import { fail } from "../store/failure.ts";
import { decryptGcm, encryptGcm, TAG_LENGTH } from "./gcm.ts";

/** Bytes of plaintext in every chunk but the last. */
export const CHUNK_LENGTH = 262_144;

/** More would repeat a nonce of a longer counter, in principle. */
const MOST_CHUNKS = 2 ** 32;

/** One chunk at a time leaves the processor waiting for itself. */
const IN_FLIGHT = 4;

/** Of 4 MiB. */
const CHUNKS_PER_NUDGE = 16;

/**
 * Encrypts a payload in chunks; each is bound to its place and the last one to being the last. A chunk is
 * there until the next one is asked for.
 */
export async function* sealChunks(key: CryptoKey, payload: ByteSource): AsyncGenerator<Bytes> {
  const pieces = cutPieces(payload, CHUNK_LENGTH, blockRing(CHUNK_LENGTH, IN_FLIGHT));
  const chunks = mapInOrder(pieces, IN_FLIGHT, (piece) => {
    requireCountable(piece);
    return encryptGcm(key, piece.bytes, { nonce: chunkNonce(piece) });
  });
  yield* freed(chunks);
}

/**
 * Decrypts what is left of a reader. A chunk is released when it is authentic, and is there until the
 * next one is asked for; that nothing is missing is known only when the generator ends without a
 * failure.
 *
 * @throws `snapshot.damaged`
 */
export async function* openChunks(key: CryptoKey, reader: ByteReader): AsyncGenerator<Bytes> {
  if (await reader.atEnd()) throw fail("snapshot.damaged", { problem: { kind: "cut" } });
  const buffer = blockRing(CHUNK_LENGTH + TAG_LENGTH, IN_FLIGHT);
  const pieces = readPieces(reader, CHUNK_LENGTH + TAG_LENGTH, buffer);
  const chunks = mapInOrder(pieces, IN_FLIGHT, async (piece) => {
    requireCountable(piece);
    const bytes = await decryptGcm(key, piece.bytes, { nonce: chunkNonce(piece) });
    if (bytes === null || bytes.length === 0) {
      throw fail("snapshot.damaged", { problem: { kind: "chunk", index: piece.index } });
    }
    return bytes;
  });
  yield* freed(chunks);
}

/** Frees each chunk, and sometimes what the cipher leaves: it copies what it is given. */
async function* freed(chunks: AsyncGenerator<Bytes>): AsyncGenerator<Bytes> {
  let count = 0;
  for await (const chunk of chunks) {
    yield chunk;
    freeBytes(chunk);
    if (++count % CHUNKS_PER_NUDGE === 0) nudgeCollector();
  }
}

/** How long a payload of `length` bytes is after it has been sealed in chunks. */
export function sealedLength(length: number): number {
  return length + TAG_LENGTH * Math.ceil(length / CHUNK_LENGTH);
}

function chunkNonce({ index, last }: Piece): Bytes {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, index);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function requireCountable({ index }: Piece): void {
  if (index >= MOST_CHUNKS) throw fail("snapshot.damaged", { problem: { kind: "chunk_count" } });
}
