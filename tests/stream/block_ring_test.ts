import assert from "node:assert/strict";
import { blockRing } from "../../src/stream/block_ring.ts";

Deno.test("a block of a ring is there until so many more were asked for", () => {
  const next = blockRing(4, 3);
  const [first, second, third] = [next(), next(), next()];
  first.fill(1);
  assert.equal(new Set([first, second, third]).size, 3);
  assert.equal(next(), first);
  assert.equal(next(), second);
});
