import assert from "node:assert/strict";
import { constants, zstdCompressSync } from "node:zlib";
import { OrchestratorError } from "../../src/store/failure.ts";
import {
  type Bytes,
  collectBytes,
  concatBytes,
  encodeText,
  freeBytes,
} from "../../src/stream/bytes.ts";
import { PIECE_LENGTH } from "../../src/tar/frame_limits.ts";
import { readFrames, writeFrames } from "../../src/tar/frames.ts";
import { readArchive } from "../../src/tar/read_archive.ts";
import { writeArchive } from "../../src/tar/write_archive.ts";
import { loadZstdCodec } from "../../src/tar/zstd_codec.ts";

const codec = await loadZstdCodec();
const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];

Deno.test("what is compressed expands to the same, around the length of a piece", async () => {
  for (const length of [1, 1000, PIECE_LENGTH - 1, PIECE_LENGTH, PIECE_LENGTH + 1, 9_000_000]) {
    const archive = sample(length);
    assert.deepEqual(await expand(await compress(archive)), archive, String(length));
  }
});

Deno.test("frames are refused that are cut, of another length, or followed by something", async () => {
  const frame = zstd(sample(1000));
  const full = zstd(sample(PIECE_LENGTH));
  for (let length = 0; length < frame.length; length++) {
    await refused(frame.slice(0, length), `cut to ${length}`);
  }
  const cases: readonly (readonly [string, readonly Bytes[]])[] = [
    ["one byte more", [frame, Uint8Array.of(0)]],
    ["zeros", [frame, new Uint8Array(100)]],
    ["two short ones", [frame, frame]],
    ["a short one before the last", [full, frame, full]],
    ["a long one", [zstd(sample(PIECE_LENGTH + 1))]],
    ["an empty one at the end", [full, zstd(new Uint8Array())]],
    ["an empty one", [zstd(new Uint8Array())]],
    ["a skippable one before", [Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9), frame]],
    ["a skippable one after", [frame, Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 9)]],
    ["not compressed", [encodeText("hello")]],
  ];
  for (const [name, parts] of cases) await refused(concatBytes(parts), name);
});

Deno.test("frame headers that ask for too much are refused before anything is decoded", async () => {
  const cases: readonly (readonly [string, readonly number[]])[] = [
    ["dictionary", [0x01, 0x58, 0x07]],
    ["reserved bit", [0x08, 0x58]],
    ["unused bit", [0x10, 0x58]],
    ["window of 16 MiB", [0x00, 0x70]],
    ["window of 9 MiB", [0x00, 0x69]],
    ["content of 1 TiB", [0xe0, 0, 0, 0, 0, 0, 1, 0, 0]],
    ["content of 4 MiB + 1", [0xa0, 1, 0, 0x40, 0]],
    ["reserved block", [0x00, 0x58, 0x07, 0, 0]],
    ["block of 128 KiB + 1", [0x00, 0x58, 0x09, 0x00, 0x10]],
  ];
  for (const [name, bytes] of cases) {
    await refused(Uint8Array.from([...MAGIC, ...bytes, ...Array(300_000).fill(0)]), name);
  }
});

Deno.test("every block type, and a checksum, is walked over", async () => {
  const raw = [0x20, 3, 0x19, 0, 0, 0x61, 0x62, 0x63];
  assert.deepEqual(await expand(Uint8Array.from([...MAGIC, ...raw])), encodeText("abc"));
  const repeated = [0x20, 5, 0x2b, 0, 0, 0x61];
  assert.deepEqual(await expand(Uint8Array.from([...MAGIC, ...repeated])), encodeText("aaaaa"));
  const options = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
  const checked = new Uint8Array(zstdCompressSync(sample(1000), options));
  assert.deepEqual(await expand(checked), sample(1000));
  await refused(checked.slice(0, -1), "checksum cut");
});

Deno.test("an archive that expands too far is refused, by writer and reader", async () => {
  const zeros = new Uint8Array(PIECE_LENGTH);
  const frame = zstd(zeros);
  function* bomb(): Generator<Bytes> {
    for (let index = 0; index < 1000; index++) yield frame;
    throw new Error("read too far");
  }
  let released = 0;
  await assert.rejects(async () => {
    for await (const part of readFrames(bomb(), codec)) released += part.length;
  }, isRefusal);
  assert.ok(released <= 64 * 1024 * 1024, String(released));
  await assert.rejects(collectBytes(writeFrames(Array(20).fill(zeros), codec)), isRefusal);
});

Deno.test("no flipped bit in a frame leads to more than another content or a refusal", async () => {
  const frame = zstd(sample(300));
  for (let bit = 0; bit < frame.length * 8; bit++) {
    const damaged = frame.slice();
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await expand(damaged).then(
      (bytes) => assert.ok(bytes.length <= PIECE_LENGTH),
      (error: unknown) => assert.ok(isRefusal(error), String(error)),
    );
  }
});

function sample(length: number): Bytes {
  const line = encodeText('{"timestamp":"2026-01-01T00:00:00Z","event_type":"item_completed"}\n');
  return Uint8Array.from(
    { length },
    (_, index) => (line[index % line.length] ?? 0) + (index % 4999 === 0 ? 1 : 0),
  );
}

function zstd(bytes: Bytes): Bytes {
  return new Uint8Array(zstdCompressSync(bytes));
}

function compress(archive: Bytes): Promise<Bytes> {
  return collectBytes(writeFrames([archive], codec));
}

function expand(frames: Bytes): Promise<Bytes> {
  return collectBytes(readFrames([frames], codec));
}

async function refused(frames: Bytes, name: string): Promise<void> {
  const error = await expand(frames).then(() => null, (reason: unknown) => reason);
  assert.ok(isRefusal(error), `${name}: ${String(error)}`);
}

function isRefusal(error: unknown): boolean {
  return error instanceof OrchestratorError && error.failure.code === "snapshot.damaged";
}

Deno.test("an archive is read the same with a codec that frees what it has expanded", async () => {
  // The extended header of the second file begins one block before the end of the first piece.
  const sizes = [PIECE_LENGTH - 2 * 512, 3 * PIECE_LENGTH + 1, 0, 700];
  const files = sizes.map((size, index) => ({
    kind: "file" as const,
    name: `\u00e9${index}`.slice(index === 0 ? 1 : 0),
    size,
    mtime: 0,
    content: [new Uint8Array(size).map((_, at) => at % 251)],
  }));
  const frames = await collectBytes(writeFrames(writeArchive(files), codec));
  const freeing = { ...codec, release: freeBytes };
  const read: [string, Uint8Array][] = [];
  for await (const { name, content } of readArchive(readFrames([frames], freeing))) {
    read.push([name, await collectBytes(content)]);
  }
  assert.deepEqual(read, files.map(({ name, content }) => [name, content[0]]));
});
