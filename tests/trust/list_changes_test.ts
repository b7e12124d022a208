import assert from "node:assert/strict";
import { listChanges } from "../../src/trust/list_changes.ts";

Deno.test("the changes of a list are the lines that came and the lines that went", () => {
  assert.deepEqual(listChanges(["a", "b", "c"], ["c", "x", "a", "y"]), {
    added: ["x", "y"],
    removed: ["b"],
  });
});

Deno.test("another order is no change, and one of two equal lines is", () => {
  assert.deepEqual(listChanges(["a", "b"], ["b", "a"]), { added: [], removed: [] });
  assert.deepEqual(listChanges(["a"], ["a", "a"]), { added: ["a"], removed: [] });
  assert.deepEqual(listChanges(["a", "a"], ["a"]), { added: [], removed: ["a"] });
});
