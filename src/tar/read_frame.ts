import type { ByteReader } from "../stream/byte_reader.ts";
import type { Bytes } from "../stream/bytes.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import { LARGEST_FRAME, PIECE_LENGTH } from "./frame_limits.ts";

const MAGIC = 0xfd2fb528;
const LARGEST_WINDOW = 8 * 1024 * 1024;
const LARGEST_BLOCK = 128 * 1024;
const CHECKSUM_LENGTH = 4;

/** Bits of the frame header descriptor (RFC 8878, 3.1.1.1.1). */
const DESCRIPTOR = { checksum: 0x04, reserved: 0x18, dictionary: 0x03, single: 0x20 } as const;

const BLOCK_TYPES = { repeated: 1, reserved: 3 } as const;

/** Lengths of the content size by its flag; the first is 1 in a single segment. */
const SIZE_LENGTHS = [0, 2, 4, 8] as const;

/**
 * Reads one zstd frame from its first to its last byte, by its block headers.
 *
 * @param index Of the frame, for the failure.
 * @param memory Of {@link LARGEST_FRAME} bytes; the frame is there until it is used again.
 * @throws `snapshot.damaged` when it is cut, no frame, larger than it may be, or asks for a dictionary
 * or a window of more than 8 MiB
 */
export async function readFrame(
  reader: ByteReader,
  index: number,
  memory: Bytes,
): Promise<Bytes> {
  let total = 0;
  async function take(length: number): Promise<Bytes> {
    if (total + length > LARGEST_FRAME) throw refuse("large", index);
    const bytes = await reader.readInto(memory.subarray(total, total + length));
    if (bytes.length < length) throw refuse("cut", index);
    total += length;
    return bytes;
  }
  if (littleEndian(await take(4)) !== MAGIC) throw refuse("malformed", index);
  const descriptor = littleEndian(await take(1));
  if ((descriptor & (DESCRIPTOR.reserved | DESCRIPTOR.dictionary)) !== 0) {
    throw refuse("malformed", index);
  }
  const isSingle = (descriptor & DESCRIPTOR.single) !== 0;
  if (!isSingle && windowOf(littleEndian(await take(1))) > LARGEST_WINDOW) {
    throw refuse("window", index);
  }
  const sizeLength = SIZE_LENGTHS[descriptor >> 6] || (isSingle ? 1 : 0);
  const size = littleEndian(await take(sizeLength)) + (sizeLength === 2 ? 256 : 0);
  if (size > PIECE_LENGTH) throw refuse("large", index);
  for (let isLast = false; !isLast;) {
    const header = littleEndian(await take(3));
    isLast = (header & 1) !== 0;
    const type = (header >> 1) & 3;
    const length = header >> 3;
    if (type === BLOCK_TYPES.reserved || length > LARGEST_BLOCK) throw refuse("malformed", index);
    await take(type === BLOCK_TYPES.repeated ? 1 : length);
  }
  if ((descriptor & DESCRIPTOR.checksum) !== 0) await take(CHECKSUM_LENGTH);
  return memory.subarray(0, total);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + base / 8 * (descriptor & 7);
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}

function refuse(found: "cut" | "malformed" | "window" | "large", index: number): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "frame", index, found } });
}
