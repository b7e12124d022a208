import { constants, zstdCompressSync } from "node:zlib";
import { makeKnownValues } from "../scrub/known_values.ts";
import type { Bytes } from "../stream/bytes.ts";
import { compressionOptions } from "../tar/zstd_codec.ts";
import { type PartSecret, type PiecePart, scanPiece } from "./piece_scan.ts";

/** A piece of an archive to be compressed and looked at. */
export interface PieceOrder {
  readonly memory: Bytes;
  /** Of the piece, from the beginning of the memory. */
  readonly length: number;
  /** What is looked at for secrets. */
  readonly parts: readonly PiecePart[];
  /** Whether to look for what only may be secret, too. */
  readonly likely: boolean;
}

/** What has become of it. */
export interface PieceResult {
  /** In memory of its own. */
  readonly frame: Bytes;
  readonly secrets: readonly PartSecret[];
}

/**
 * Does the work of pieces in the thread that calls it.
 *
 * @param secrets Values that are known to be secret.
 */
export function startPieceWork(secrets: readonly string[]): (order: PieceOrder) => PieceResult {
  const known = makeKnownValues(secrets);
  const options = compressionOptions(constants);
  return ({ memory, length, parts, likely }) => {
    const piece = memory.subarray(0, length);
    const found = scanPiece(piece, parts, { known, likely });
    return { frame: new Uint8Array(zstdCompressSync(piece, options)), secrets: found };
  };
}
