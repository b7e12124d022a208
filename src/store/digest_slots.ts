/** In characters. */
const HEX_LENGTH = 64;

/** What a slot may be; a thread that takes a free one makes its digest, and nobody else does. */
const STATES = { free: 0, taken: 1, made: 2, unreadable: 3, unsynced: 4 } as const;

/** Slots for SHA-256 digests, in memory that two threads share. */
export interface DigestSlots {
  /** One of {@link STATES} each. */
  readonly states: Int32Array<SharedArrayBuffer>;
  /** The digests as hex, one behind the other. */
  readonly hex: Uint8Array<SharedArrayBuffer>;
}

/** What came of a slot: a digest, or why there is none. */
export type SlotResult = { readonly digest: string } | "unreadable" | "unsynced";

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

/** Puts what came of it into a slot that this thread has taken. */
export function fillSlot({ states, hex }: DigestSlots, index: number, result: SlotResult): void {
  const isMade = typeof result !== "string";
  if (isMade) hex.set(new TextEncoder().encode(result.digest), index * HEX_LENGTH);
  Atomics.store(states, index, isMade ? STATES.made : STATES[result]);
  Atomics.notify(states, index);
}

/** Waits for what comes of a slot that the other thread has taken. */
export function awaitSlot({ states, hex }: DigestSlots, index: number): SlotResult {
  Atomics.wait(states, index, STATES.taken);
  const state = Atomics.load(states, index);
  if (state === STATES.unsynced) return "unsynced";
  if (state !== STATES.made) return "unreadable";
  const from = index * HEX_LENGTH;
  return { digest: new TextDecoder().decode(hex.slice(from, from + HEX_LENGTH)) };
}
