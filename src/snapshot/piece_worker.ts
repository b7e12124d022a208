import type { Bytes } from "../stream/bytes.ts";
import { nudgeCollector } from "../stream/nudge_collector.ts";
import { type PieceOrder, type PieceResult, startPieceWork } from "./piece_work.ts";

/** What a worker gets first. */
export interface PieceStart {
  /** Values that are known to be secret. */
  readonly known: readonly string[];
  /**
   * One number, which both threads see at once: 0 until the worker has started, then 1 and how many
   * pieces it has done.
   */
  readonly progress: Int32Array<SharedArrayBuffer>;
}

/** What comes back from a worker: the memory of the piece goes with it. */
export interface PieceAnswer extends PieceResult {
  readonly memory: Bytes;
}

/** What a worker runs, under this name: this module, which does nothing anywhere else. */
export const PIECE_WORKER: { readonly url: string; readonly name: string } = {
  url: import.meta.url,
  name: "pieces",
};

/** What the scope of a worker has. */
declare const self: {
  readonly name: string;
  onmessage: (event: MessageEvent) => void;
  postMessage(answer: PieceAnswer, transfer: ArrayBuffer[]): void;
};

if ("DedicatedWorkerGlobalScope" in globalThis && self.name === PIECE_WORKER.name) {
  self.onmessage = ({ data }: MessageEvent<PieceStart>) => {
    self.onmessage = startWork(data);
  };
}

function startWork({ known, progress }: PieceStart): (event: MessageEvent<PieceOrder>) => void {
  const work = startPieceWork(known);
  Atomics.add(progress, 0, 1);
  return ({ data }) => {
    const { frame, secrets } = work(data);
    const { memory } = data;
    // Handed over and back, not copied: what each thread would leave to its collector is more than all
    // the rest of the program takes.
    self.postMessage({ frame, memory, secrets }, [frame.buffer, memory.buffer]);
    Atomics.add(progress, 0, 1);
    nudgeCollector();
  };
}
