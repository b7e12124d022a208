import type { Bytes } from "./bytes.ts";

/** Of a file that is read: in bytes, and how many are there at a time. */
const READ = { length: 262_144, count: 6 } as const;

/**
 * Gives memory for one block after the other, the same again and again: what lies in it is there until
 * `count` more were asked for. Left to the collector, blocks pile up to 100 MB before it looks.
 */
export function blockRing(length: number, count: number): () => Bytes {
  const ring: Bytes[] = [];
  let next = 0;
  return () => {
    const at = next++ % count;
    return ring[at] ??= new Uint8Array(length);
  };
}

/** Memory for what is read: a block of 256 KiB is there until the next but five is asked for. */
export function readRing(): () => Bytes {
  return blockRing(READ.length, READ.count);
}
