import assert from "node:assert/strict";
import { startPieceWorkers } from "../../src/snapshot/piece_workers.ts";
import { type Bytes, collectBytes } from "../../src/stream/bytes.ts";
import { PIECE_LENGTH } from "../../src/tar/frame_limits.ts";
import { writeFrames } from "../../src/tar/frames.ts";
import { loadZstdCodec } from "../../src/tar/zstd_codec.ts";

const PIECES = 24;

Deno.test("frames are the same and in order, whichever thread has made them", async () => {
  const alone = await collectBytes(writeFrames(pieces(), await loadZstdCodec()));
  for (const workers of [0, 1, 2]) {
    const codec = await startPieceWorkers(workers, null, []);
    try {
      const shared = await collectBytes(writeFrames(pieces(), codec));
      assert.ok(equal(shared, alone), `${workers} workers`);
    } finally {
      codec.stop();
    }
  }
});

Deno.test("what a worker has no time for is compressed in this thread meanwhile", async () => {
  const codec = await startPieceWorkers(1, null, []);
  try {
    const given = [...pieces()];
    let done = 0;
    const frames = given.map(async (bytes) => {
      await codec.compress(bytes);
      done++;
    });
    // No answer of another thread is seen before this one waits for something.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    assert.ok(done > 0, "all were left to the worker");
    await Promise.all(frames);
    assert.equal(done, PIECES);
  } finally {
    codec.stop();
  }
});

function* pieces(): Generator<Bytes> {
  for (let index = 0; index < PIECES; index++) yield piece(index);
}

function piece(index: number): Bytes {
  const bytes = new Uint8Array(PIECE_LENGTH);
  for (let at = 0; at < bytes.length; at++) bytes[at] = (at * (index + 3) >> 7) & 0xff;
  return bytes;
}

function equal(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
