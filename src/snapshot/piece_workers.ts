import { type Bytes, freeBytes } from "../stream/bytes.ts";
import { nudgeCollector } from "../stream/nudge_collector.ts";
import { PIECE_LENGTH } from "../tar/frame_limits.ts";
import { loadZstdCodec, type ZstdCodec } from "../tar/zstd_codec.ts";
import type { PieceParts, PieceScan } from "./piece_scan.ts";
import type { PieceOrder, PieceResult } from "./piece_work.ts";
import type { PieceAnswer, PieceStart } from "./piece_worker.ts";

/** A codec that compresses beside this thread. */
export interface PieceWorkers extends ZstdCodec {
  stop(): void;
}

/** Pieces that a worker may have: enough for the time in which this thread does one itself. */
const MOST_WAITING = 3;

/** Pieces of this thread that may wait for an earlier one of a worker. */
const AHEAD = 2;

/** Where nothing is looked at. */
const NO_PARTS: PieceParts = { parts: [], likely: false, take: () => {} };

/**
 * Starts so many workers. They keep the process alive until they are stopped. What they have no time
 * for is done in this thread, so that no processor waits: also everything until they have started.
 *
 * @param scan Says of each piece what is looked at for secrets; null to look at nothing.
 * @param known Values that are known to be secret.
 */
export async function startPieceWorkers(
  count: number,
  scan: PieceScan | null,
  known: readonly string[],
): Promise<PieceWorkers> {
  const [{ expand }, { PIECE_WORKER }, { startPieceWork }] = await Promise.all([
    loadZstdCodec(),
    // A module of its own, also when it is bundled.
    import("./piece_worker.ts"),
    import("./piece_work.ts"),
  ]);
  const free: Bytes[] = [];
  function done(memory: Bytes): void {
    free.push(memory);
    nudgeCollector();
  }
  const workers = Array.from(
    { length: count },
    () => startWorker({ ...PIECE_WORKER, known, done }),
  );
  const workHere = startPieceWork(known);
  function doHere(order: PieceOrder): PieceResult {
    const result = workHere(order);
    done(order.memory);
    return result;
  }
  return {
    inFlight: count * MOST_WAITING + AHEAD,
    buffer: () => free.pop() ?? new Uint8Array(PIECE_LENGTH),
    async compress({ buffer, length }) {
      const memory = new Uint8Array(buffer);
      const { parts, likely, take } = scan?.next(memory.subarray(0, length)) ?? NO_PARTS;
      const order = { memory, length, parts, likely };
      const result = leastBusy(workers)?.work(order) ?? doHere(order);
      const { frame, secrets } = await result;
      take(secrets);
      return frame;
    },
    expand,
    release: freeBytes,
    stop: () => workers.forEach(({ stop }) => stop()),
  };
}

/** The one that has the fewest pieces; undefined when none may get more. */
function leastBusy(workers: readonly PieceWorker[]): PieceWorker | undefined {
  return workers.filter((worker) => worker.waiting() < MOST_WAITING)
    .toSorted((a, b) => a.waiting() - b.waiting())[0];
}

interface PieceWorker {
  /** Pieces that it has not done yet; as if there were many until it has started. */
  waiting(): number;
  work(order: PieceOrder): Promise<PieceResult>;
  stop(): void;
}

interface WorkerRequest {
  readonly url: string;
  readonly name: string;
  readonly known: readonly string[];
  /** Gets the memory of pieces that are done. */
  readonly done: (memory: Bytes) => void;
}

function startWorker({ url, name, known, done }: WorkerRequest): PieceWorker {
  const worker = new Worker(url, { type: "module", name });
  const orders: PromiseWithResolvers<PieceResult>[] = [];
  let given = 0;
  // An answer is only seen when this thread has nothing to do.
  const progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  worker.postMessage({ known, progress } satisfies PieceStart);
  worker.onmessage = ({ data }: MessageEvent<PieceAnswer>) => {
    done(data.memory);
    orders.shift()?.resolve(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    // It is no more, and gets nothing.
    given = Infinity;
    for (const { reject } of orders.splice(0)) reject(new Error(event.message));
  };
  return {
    waiting() {
      const seen = Atomics.load(progress, 0);
      return seen === 0 ? Infinity : given + 1 - seen;
    },
    work(order) {
      const answer = Promise.withResolvers<PieceResult>();
      orders.push(answer);
      given++;
      worker.postMessage(order, [order.memory.buffer]);
      return answer.promise;
    },
    stop: () => worker.terminate(),
  };
}
