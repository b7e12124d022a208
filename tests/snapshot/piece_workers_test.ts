import assert from "node:assert/strict";
import { clearImmediate, setImmediate } from "node:timers";
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

Deno.test("a piece is compressed although no worker has started yet", async () => {
  const codec = await startPieceWorkers(1, null, []);
  try {
    let turns = 0;
    const counting = setImmediate(() => turns++);
    const frame = await codec.compress(piece(1));
    assert.equal(turns, 0, "it waited for another thread");
    assert.ok(frame.length > 0);
    clearImmediate(counting);
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
