import type { Bytes } from "../stream/bytes.ts";
import { COMPRESSION_LEVEL, loadZstdCodec, type ZstdCodec } from "../tar/zstd_codec.ts";

/** A codec that compresses beside this thread. */
export interface ZstdWorkers extends ZstdCodec {
  stop(): void;
}

/**
 * What a worker runs. It is text because a compiled program has no module of its own to give it; data
 * and answers are handed over, not copied.
 */
const SOURCE = `
import { constants, zstdCompressSync } from "node:zlib";
const options = {
  chunkSize: 1048576,
  params: { [constants.ZSTD_c_compressionLevel]: ${COMPRESSION_LEVEL} },
};
self.onmessage = ({ data }) => {
  const frame = new Uint8Array(zstdCompressSync(data, options));
  self.postMessage(frame, [frame.buffer]);
};
`;

/** Starts so many workers. They keep the process alive until they are stopped. */
export async function startZstdWorkers(count: number): Promise<ZstdWorkers> {
  const { expand } = await loadZstdCodec();
  const workers = Array.from({ length: count }, startWorker);
  let next = 0;
  return {
    // One piece more than there are workers, so that none has to wait for this thread.
    inFlight: count + 1,
    compress: (piece) =>
      workers[next++ % count]?.(piece) ?? Promise.reject(new RangeError("count")),
    expand,
    stop: () => workers.forEach(({ stop }) => stop()),
  };
}

interface Compressor {
  (piece: Bytes): Promise<Bytes>;
  stop(): void;
}

function startWorker(): Compressor {
  const url = `data:application/javascript,${encodeURIComponent(SOURCE)}`;
  const worker = new Worker(url, { type: "module" });
  const waiting: PromiseWithResolvers<Bytes>[] = [];
  worker.onmessage = ({ data }: MessageEvent<Bytes>) => waiting.shift()?.resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    for (const { reject } of waiting.splice(0)) reject(new Error(event.message));
  };
  function compress(piece: Bytes): Promise<Bytes> {
    const answer = Promise.withResolvers<Bytes>();
    waiting.push(answer);
    // What is a view of something larger is copied: its owner may still need it.
    const isWhole = piece.byteLength === piece.buffer.byteLength;
    worker.postMessage(piece, isWhole ? [piece.buffer] : []);
    return answer.promise;
  }
  return Object.assign(compress, { stop: () => worker.terminate() });
}
