import { DIGESTS_AT_ONCE, type FileDigests, sharedDigests } from "./file_digests.ts";

/** In bytes; it takes about 100 ms to start another thread. */
const WORTH_WORKER = 134_217_728;

/**
 * Starts another thread for digests where there is so much to read that it is worth it. It keeps the
 * process alive until it is disposed of.
 *
 * @param bytes How many are to be read, about.
 */
export async function startDigests(bytes: number): Promise<FileDigests> {
  if (bytes < WORTH_WORKER || navigator.hardwareConcurrency < 2) return DIGESTS_AT_ONCE;
  // A module of its own, also when it is bundled.
  const { DIGEST_WORKER: { url, name } } = await import("./digest_worker.ts");
  const worker = new Worker(url, { type: "module", name });
  // What it does not do is done in this thread.
  worker.onerror = (event) => event.preventDefault();
  return sharedDigests((order) => worker.postMessage(order), () => worker.terminate());
}
