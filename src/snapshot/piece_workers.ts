import type { Bytes } from "../stream/bytes.ts";
import { PIECE_LENGTH } from "../tar/frame_limits.ts";
import { COMPRESSION_LEVEL, loadZstdCodec, type ZstdCodec } from "../tar/zstd_codec.ts";

/** A codec that compresses beside this thread. */
export interface ZstdWorkers extends ZstdCodec {
  stop(): void;
}

/**
 * The collector of a thread runs when objects need room; buffers of bytes hardly count for it, so that
 * they pile up to 100 MB before it looks. An array of so many elements for each piece makes it look.
 */
const NUDGE = 131_072;

/**
 * What a worker runs. It is text because a compiled program has no module of its own to give it.
 * Memory is handed over and back, not copied: what each thread would leave to its collector is more
 * than all the rest of the program takes.
 */
const SOURCE = `
import { constants, zstdCompressSync } from "node:zlib";
const options = {
  chunkSize: 1048576,
  params: { [constants.ZSTD_c_compressionLevel]: ${COMPRESSION_LEVEL} },
};
self.onmessage = ({ data: { memory, length } }) => {
  const frame = new Uint8Array(zstdCompressSync(memory.subarray(0, length), options));
  self.postMessage({ frame, memory }, [frame.buffer, memory.buffer]);
  new Array(${NUDGE}).fill(0);
};
`;

/** Starts so many workers. They keep the process alive until they are stopped. */
export async function startZstdWorkers(count: number): Promise<ZstdWorkers> {
  const { expand } = await loadZstdCodec();
  const free: Bytes[] = [];
  const workers = Array.from({ length: count }, () => startWorker(free));
  let next = 0;
  return {
    // One piece more than there are workers, so that none has to wait for this thread.
    inFlight: count + 1,
    buffer: () => free.pop() ?? new Uint8Array(PIECE_LENGTH),
    compress: (piece) =>
      workers[next++ % count]?.compress(piece) ?? Promise.reject(new RangeError()),
    expand,
    stop: () => workers.forEach(({ stop }) => stop()),
  };
}

interface CompressingWorker {
  compress(piece: Bytes): Promise<Bytes>;
  stop(): void;
}

/** What comes back from a worker. */
interface Answer {
  readonly frame: Bytes;
  readonly memory: Bytes;
}

/** @param free Gets the memory of pieces that are done. */
function startWorker(free: Bytes[]): CompressingWorker {
  const url = `data:application/javascript,${encodeURIComponent(SOURCE)}`;
  const worker = new Worker(url, { type: "module" });
  const waiting: PromiseWithResolvers<Bytes>[] = [];
  worker.onmessage = ({ data: { frame, memory } }: MessageEvent<Answer>) => {
    free.push(memory);
    new Array(NUDGE).fill(0);
    waiting.shift()?.resolve(frame);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    for (const { reject } of waiting.splice(0)) reject(new Error(event.message));
  };
  return {
    compress({ buffer, length }) {
      const answer = Promise.withResolvers<Bytes>();
      waiting.push(answer);
      const memory = new Uint8Array(buffer);
      worker.postMessage({ memory, length }, [buffer]);
      return answer.promise;
    },
    stop: () => worker.terminate(),
  };
}
