import { constants, zstdCompressSync } from "node:zlib";
import { type KnownValues, makeKnownValues } from "../scrub/known_values.ts";
import type { Bytes } from "../stream/bytes.ts";
import { nudgeCollector } from "../stream/nudge_collector.ts";
import { COMPRESSION_LEVEL, OUTPUT_LENGTH } from "../tar/zstd_codec.ts";
import { type PartSecret, type PiecePart, scanPiece } from "./piece_scan.ts";

/** A piece of an archive for a worker; its memory goes with it. */
export interface PieceOrder {
  readonly memory: Bytes;
  /** Of the piece, from the beginning of the memory. */
  readonly length: number;
  /** What is looked at for secrets. */
  readonly parts: readonly PiecePart[];
  /** Whether to look for what only may be secret, too. */
  readonly likely: boolean;
  /** Values that are known to be secret; the same for every piece. */
  readonly known: readonly string[];
}

/** What comes back from a worker. */
export interface PieceAnswer {
  readonly frame: Bytes;
  readonly memory: Bytes;
  readonly secrets: readonly PartSecret[];
}

/** What a worker runs: this module, which does nothing anywhere else. */
export const WORKER_URL: string = import.meta.url;

/** What the scope of a worker has. */
declare const self: {
  onmessage: (event: MessageEvent<PieceOrder>) => void;
  postMessage(answer: PieceAnswer, transfer: ArrayBuffer[]): void;
};

if ("DedicatedWorkerGlobalScope" in globalThis) self.onmessage = startWork();

function startWork(): (event: MessageEvent<PieceOrder>) => void {
  const options = {
    chunkSize: OUTPUT_LENGTH,
    params: { [constants.ZSTD_c_compressionLevel]: COMPRESSION_LEVEL },
  };
  let values: KnownValues | null | undefined;
  return ({ data: { memory, length, parts, likely, known } }) => {
    const piece = memory.subarray(0, length);
    values ??= makeKnownValues(known);
    const secrets = scanPiece(piece, parts, { known: values, likely });
    const frame = new Uint8Array(zstdCompressSync(piece, options));
    // Handed over and back, not copied: what each thread would leave to its collector is more than all
    // the rest of the program takes.
    self.postMessage({ frame, memory, secrets }, [frame.buffer, memory.buffer]);
    nudgeCollector();
  };
}
