import assert from "node:assert/strict";
import { ByteReader } from "../../src/stream/byte_reader.ts";
import {
  type Bytes,
  collectBytes,
  concatBytes,
  decodeText,
  encodeText,
  equalBytes,
} from "../../src/stream/bytes.ts";
import { cutPieces } from "../../src/stream/cut_pieces.ts";
import { mapInOrder } from "../../src/stream/map_in_order.ts";

Deno.test("a reader gives the lengths asked for, whatever the blocks of its source", async () => {
  const whole = Uint8Array.from({ length: 100 }, (_, index) => index);
  for (const size of [1, 3, 10, 99, 100, 1000]) {
    const reader = new ByteReader(blocksOf(whole, size));
    assert.deepEqual(await reader.read(7), whole.slice(0, 7));
    assert.equal(reader.position, 7);
    assert.equal(await reader.atEnd(), false);
    const some = await reader.readSome(5);
    assert.deepEqual(some, whole.slice(7, 7 + some.length));
    assert.ok(some.length > 0);
    assert.equal((await reader.read(1000)).length, 93 - some.length);
    assert.equal(await reader.atEnd(), true);
    assert.equal((await reader.read(1)).length, 0);
    assert.equal((await reader.readSome(1)).length, 0);
  }
});

Deno.test("a reader tells its source that no more is wanted", async () => {
  let closed = false;
  async function* source(): AsyncGenerator<Bytes> {
    try {
      for (;;) yield await Promise.resolve(new Uint8Array(10));
    } finally {
      closed = true;
    }
  }
  const reader = new ByteReader(source());
  await reader.read(25);
  await reader.close();
  assert.ok(closed);
});

Deno.test("a stream is cut into equal pieces, and the last one is known to be it", async () => {
  for (const [length, sizes] of [[0, []], [1, [1]], [10, [10]], [11, [10, 1]], [20, [10, 10]]]) {
    const pieces = cutPieces(blocksOf(new Uint8Array(Number(length)), 3), 10);
    const found = await Array.fromAsync(pieces);
    assert.deepEqual(found.map(({ bytes }) => bytes.length), sizes);
    assert.deepEqual(found.map(({ index }) => index), found.map((_, index) => index));
    assert.ok(found.every(({ last }, index) => last === (index === found.length - 1)));
  }
});

Deno.test("results come in the order of the elements, and no more are under way than allowed", async () => {
  let running = 0;
  let most = 0;
  const results = mapInOrder(numbers(20), 4, async (number) => {
    most = Math.max(most, ++running);
    for (let turn = 0; turn < 20 - number; turn++) await Promise.resolve();
    running--;
    return number * 2;
  });
  const found = await Array.fromAsync(results);
  assert.deepEqual(found, Array.from({ length: 20 }, (_, index) => index * 2));
  assert.equal(most, 4);
});

Deno.test("after a failure no further element is taken", async () => {
  const taken: number[] = [];
  const results = mapInOrder(numbers(20), 3, (number) => {
    taken.push(number);
    return number === 2 ? Promise.reject(new Error("two")) : Promise.resolve(number);
  });
  await assert.rejects(Array.fromAsync(results), /two/);
  assert.ok(taken.length <= 5, String(taken));
});

Deno.test("bytes are joined, compared and decoded strictly", async () => {
  assert.deepEqual(
    concatBytes([encodeText("ab"), encodeText(""), encodeText("c")]),
    encodeText("abc"),
  );
  assert.ok(equalBytes(encodeText("ab"), encodeText("ab")));
  assert.ok(!equalBytes(encodeText("ab"), encodeText("ac")));
  assert.ok(!equalBytes(encodeText("ab"), encodeText("abc")));
  assert.equal(decodeText(Uint8Array.of(0xc3)), null);
  assert.equal(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), "\ufeffa");
  assert.deepEqual(await collectBytes(blocksOf(encodeText("hello"), 2)), encodeText("hello"));
});

function* blocksOf(whole: Bytes, size: number): Generator<Bytes> {
  for (let at = 0; at < whole.length; at += size) yield whole.slice(at, at + size);
}

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield await Promise.resolve(number);
}
