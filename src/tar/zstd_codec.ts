import type { Bytes } from "../stream/bytes.ts";
import { PIECE_LENGTH } from "./frame_limits.ts";

/** Compresses and expands single zstd frames. */
export interface ZstdCodec {
  /** How many pieces it works on at a time. */
  readonly inFlight: number;
  /** Memory of {@link PIECE_LENGTH} for a piece; it may have served an earlier one. */
  buffer(): Bytes;
  /**
   * One complete frame, without dictionary; its window is at most 8 MiB. The memory of the piece
   * belongs to the codec from then on.
   */
  compress(piece: Bytes): Promise<Bytes>;
  /**
   * What a frame expands to; null when that is more than `limit` bytes or cannot be decoded. A frame
   * that is cut, or followed by something, goes unnoticed.
   */
  expand(frame: Bytes, limit: number): Promise<Bytes | null>;
  /** Takes back what it has made; without it, that is left to the collector. */
  release?(made: Bytes): void;
}

/** How frames are compressed, by what zlib calls its parameters. */
interface CompressionOptions {
  readonly chunkSize: number;
  readonly params: Readonly<Record<number, number>>;
}

/**
 * Level 1, with a table that fits into the fastest memory and a window that fits into the next: on logs
 * a fifth quicker than level 1 alone for at most a fiftieth more bytes, and twice as quick as the usual 3.
 *
 * @param constants Those of `node:zlib`, which is loaded only by what compresses.
 */
export function compressionOptions(
  constants: typeof import("node:zlib").constants,
): CompressionOptions {
  return {
    // Where output is collected; the default is so short that joining the parts takes half the time.
    chunkSize: 524_288,
    params: {
      [constants.ZSTD_c_compressionLevel]: 1,
      [constants.ZSTD_c_windowLog]: 18,
      [constants.ZSTD_c_hashLog]: 13,
    },
  };
}

/** The codec of the runtime, in this thread. */
export async function loadZstdCodec(): Promise<ZstdCodec> {
  let memory: Bytes | null = null;
  const { constants, zstdCompressSync, zstdDecompressSync } = await import("node:zlib");
  const options = compressionOptions(constants);
  return {
    inFlight: 1,
    buffer: () => memory ??= new Uint8Array(PIECE_LENGTH),
    compress: (piece) => Promise.resolve(asBytes(zstdCompressSync(piece, options))),
    expand(frame, limit) {
      try {
        // One byte more than there may be: what fills its memory makes the decoder take another one.
        const limits = { chunkSize: limit + 1, maxOutputLength: limit };
        return Promise.resolve(asBytes(zstdDecompressSync(frame, limits)));
      } catch {
        return Promise.resolve(null);
      }
    },
  };
}

/** The same memory as bytes that are never shared. */
function asBytes({ buffer, byteOffset, byteLength }: Uint8Array): Bytes {
  if (!(buffer instanceof ArrayBuffer)) throw new RangeError("The memory is shared");
  return new Uint8Array(buffer, byteOffset, byteLength);
}
