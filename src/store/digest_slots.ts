/** In characters. */
const HEX_LENGTH = 64;

/** What a slot may be; a thread that takes a free one makes its digest, and nobody else does. */
const STATES = { free: 0, taken: 1, made: 2, failed: 3 } as const;

/** Slots for SHA-256 digests, in memory that two threads share. */
export interface DigestSlots {
  /** One of {@link STATES} each. */
  readonly states: Int32Array<SharedArrayBuffer>;
  /** The digests as hex, one behind the other. */
  readonly hex: Uint8Array<SharedArrayBuffer>;
}

/** Makes so many free slots. */
export function makeSlots(count: number): DigestSlots {
  return {
    states: new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT)),
    hex: new Uint8Array(new SharedArrayBuffer(count * HEX_LENGTH)),
  };
}

/** Whether this thread has to make the digest. */
export function takeSlot({ states }: DigestSlots, index: number): boolean {
  return Atomics.compareExchange(states, index, STATES.free, STATES.taken) === STATES.free;
}

/** Puts a digest into a slot that this thread has taken; null when it could not be made. */
export function fillSlot({ states, hex }: DigestSlots, index: number, digest: string | null): void {
  if (digest !== null) hex.set(new TextEncoder().encode(digest), index * HEX_LENGTH);
  Atomics.store(states, index, digest === null ? STATES.failed : STATES.made);
  Atomics.notify(states, index);
}

/**
 * Waits for the digest of a slot that the other thread has taken; null when it could not make it, or not
 * in that time.
 */
export function awaitSlot(
  { states, hex }: DigestSlots,
  index: number,
  milliseconds: number,
): string | null {
  Atomics.wait(states, index, STATES.taken, milliseconds);
  if (Atomics.load(states, index) !== STATES.made) return null;
  const from = index * HEX_LENGTH;
  return new TextDecoder().decode(hex.slice(from, from + HEX_LENGTH));
}
