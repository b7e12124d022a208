import { type Bytes, freeBytes } from "../stream/bytes.ts";
import { nudgeCollector } from "../stream/nudge_collector.ts";
import { PIECE_LENGTH } from "../tar/frame_limits.ts";
import { loadZstdCodec, type ZstdCodec } from "../tar/zstd_codec.ts";
import type { PieceParts, PieceScan } from "./piece_scan.ts";
import type { PieceAnswer, PieceOrder } from "./piece_worker.ts";

/** A codec that compresses beside this thread. */
export interface PieceWorkers extends ZstdCodec {
  stop(): void;
}

/** Where nothing is looked at. */
const NO_PARTS: PieceParts = { parts: [], likely: false, take: () => {} };

/**
 * Starts so many workers. They keep the process alive until they are stopped.
 *
 * @param scan Says of each piece what is looked at for secrets; null to look at nothing.
 * @param known Values that are known to be secret.
 */
export async function startPieceWorkers(
  count: number,
  scan: PieceScan | null,
  known: readonly string[],
): Promise<PieceWorkers> {
  const [{ expand }, { WORKER_URL }] = await Promise.all([
    loadZstdCodec(),
    // A module of its own, also when it is bundled.
    import("./piece_worker.ts"),
  ]);
  const free: Bytes[] = [];
  function done(memory: Bytes): void {
    free.push(memory);
    nudgeCollector();
  }
  const workers = Array.from(
    { length: count },
    () => startWorker({ url: WORKER_URL, known, done }),
  );
  let next = 0;
  return {
    // One piece more than there are workers, so that none has to wait for this thread.
    inFlight: count + 1,
    buffer: () => free.pop() ?? new Uint8Array(PIECE_LENGTH),
    compress(piece) {
      const parts = scan?.next(piece) ?? NO_PARTS;
      return workers[next++ % count]?.compress(piece, parts) ?? Promise.reject(new RangeError());
    },
    expand,
    release: freeBytes,
    stop: () => workers.forEach(({ stop }) => stop()),
  };
}

interface PieceWorker {
  compress(piece: Bytes, parts: PieceParts): Promise<Bytes>;
  stop(): void;
}

interface Waiting extends PromiseWithResolvers<Bytes> {
  readonly take: PieceParts["take"];
}

interface WorkerRequest {
  readonly url: string;
  readonly known: readonly string[];
  /** Gets the memory of pieces that are done. */
  readonly done: (memory: Bytes) => void;
}

function startWorker({ url, known, done }: WorkerRequest): PieceWorker {
  const worker = new Worker(url, { type: "module" });
  const waiting: Waiting[] = [];
  worker.onmessage = ({ data: { frame, memory, secrets } }: MessageEvent<PieceAnswer>) => {
    done(memory);
    const first = waiting.shift();
    first?.take(secrets);
    first?.resolve(frame);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    for (const { reject } of waiting.splice(0)) reject(new Error(event.message));
  };
  return {
    compress({ buffer, length }, { parts, likely, take }) {
      const answer = Promise.withResolvers<Bytes>();
      waiting.push({ ...answer, take });
      const memory = new Uint8Array(buffer);
      const order: PieceOrder = { memory, length, parts, likely, known };
      worker.postMessage(order, [buffer]);
      return answer.promise;
    },
    stop: () => worker.terminate(),
  };
}
