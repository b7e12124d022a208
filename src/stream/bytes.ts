/** Bytes that the Web Crypto functions take: never in shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Blocks of bytes, of any lengths, whose sequence is what counts. */
export type ByteSource = AsyncIterable<Bytes> | Iterable<Bytes>;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** All parts behind each other. */
export function concatBytes(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are equal, in a time that depends on their lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) {
    difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  }
  return difference === 0;
}

/** A text in UTF-8. */
export function encodeText(text: string): Bytes {
  return ENCODER.encode(text);
}

/** The text of UTF-8 bytes, a byte order mark included; null when they are not UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return DECODER.decode(bytes);
  } catch {
    return null;
  }
}

/** Gives memory back at once: a collector has no sense of how much buffers take. */
export function freeBytes({ buffer }: Bytes): void {
  if (!buffer.detached) buffer.transfer(0);
}

/** All bytes of a source, whose blocks may be used again; for what is known to be small. */
export async function collectBytes(source: ByteSource): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const part of source) parts.push(part.slice());
  return concatBytes(parts);
}
