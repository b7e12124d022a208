import { type DigestSlots, fillSlot, type SlotResult, takeSlot } from "./digest_slots.ts";
import { disposing } from "./disposing.ts";
import { fileDigest } from "./file_digest.ts";

/** A file whose digest a worker makes, unless another thread has begun with it. */
export interface DigestOrder {
  readonly path: string;
  /** It is written to the disk, too. */
  readonly sync: boolean;
  readonly slots: DigestSlots;
  readonly index: number;
}

/** What a worker runs, under this name: this module, which does nothing anywhere else. */
export const DIGEST_WORKER: { readonly url: string; readonly name: string } = {
  url: import.meta.url,
  name: "digests",
};

/** What the scope of a worker has. */
declare const self: {
  readonly name: string;
  onmessage: (event: MessageEvent<DigestOrder>) => void;
};

if ("DedicatedWorkerGlobalScope" in globalThis && self.name === DIGEST_WORKER.name) {
  self.onmessage = ({ data }) => makeDigest(data);
}

function makeDigest({ path, sync, slots, index }: DigestOrder): void {
  if (takeSlot(slots, index)) fillSlot(slots, index, resultOf(path, sync));
}

function resultOf(path: string, sync: boolean): SlotResult {
  let digest: string;
  try {
    digest = fileDigest(path);
  } catch {
    // Whoever asked tries it again, and tells what is wrong.
    return "unreadable";
  }
  try {
    if (sync) disposing(Deno.openSync(path, { read: true }), (file) => file.syncSync());
    return { digest };
  } catch {
    return "unsynced";
  }
}
