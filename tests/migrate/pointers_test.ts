import assert from "node:assert/strict";
import { isPointer, movedPointers, pointerFile, pointerName } from "../../src/migrate/pointers.ts";

Deno.test("the pointers that a plan moves are those of its tree, and are known as such", () => {
  const plan = { current: "a", previous: "b" };
  assert.deepEqual(movedPointers(null, plan), ["current", "previous"]);
  assert.deepEqual(movedPointers("side", plan), ["trees/side/current", "trees/side/previous"]);
  assert.deepEqual(movedPointers("side", { current: null, previous: null }), []);
  for (const pointer of movedPointers("side", plan)) assert.equal(isPointer(pointer), true);
  assert.equal(pointerFile("trees/side/current"), ".orchestrator/trees/side/current");
  assert.deepEqual(movedPointers("side", plan).map(pointerName), ["current", "previous"]);
});

Deno.test("no other path is a pointer", () => {
  const others = [
    "",
    "lock",
    "trees/current",
    "trees/../current",
    "trees/a/b/current",
    "trees//current",
    "trees/side/lock",
    "sessions/side/current",
    "../current",
    "current/",
    "trees/current/current/..",
  ];
  assert.deepEqual(others.filter(isPointer), []);
});
