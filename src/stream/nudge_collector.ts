const ELEMENTS = 131_072;

/**
 * Makes the collector of this thread look. It runs when objects need room; buffers of bytes hardly
 * count for it, so that they pile up to 100 MB before it looks. For every few MB that were used.
 */
export function nudgeCollector(): void {
  new Array(ELEMENTS).fill(0);
}

/**
 * In bytes: more than half of the heap may be, which makes the collector look at once; less makes it
 * look while others go on, and what they use meanwhile counts as being there for long.
 */
const UNUSED = { most: 2_415_919_104, least: 67_108_864 } as const;

/** Of hashes that are done, until the collector has to look: about 8 MB. */
const MOST_HASHES = 32_768;

let unused: number = UNUSED.most;
let hashes = 0;

/**
 * Tells of hashes that were made. What each leaves outside of the heap goes only when the collector looks
 * at everything, and it does not know how much that is: this makes it look every now and then.
 */
export function leaveHashes(count: number): void {
  hashes += count;
  if (hashes < MOST_HASHES) return;
  hashes = 0;
  collectAll();
}

/** It counts memory that nobody writes to, and which so is never there. */
function collectAll(): void {
  for (; unused >= UNUSED.least; unused /= 2) {
    try {
      new ArrayBuffer(unused);
      return;
    } catch {
      // A system that promises no more than it has.
    }
  }
}
