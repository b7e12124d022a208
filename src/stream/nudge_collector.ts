const ELEMENTS = 131_072;

/**
 * Makes the collector of this thread look. It runs when objects need room; buffers of bytes hardly
 * count for it, so that they pile up to 100 MB before it looks. For every few MB that were used.
 */
export function nudgeCollector(): void {
  new Array(ELEMENTS).fill(0);
}

/** In bytes; as much as the collector lets come together. */
const UNUSED = 67_108_864;

/**
 * Makes the collector look also at what has been there for long, such as what a hash leaves outside of
 * its heap: it counts this memory, which nobody writes to and which so is never there. For every few MB
 * that were used.
 */
export function nudgeFullCollection(): void {
  try {
    new ArrayBuffer(UNUSED);
  } catch {
    // A system that promises no more than it has: the collector looks by itself, only later.
  }
}
