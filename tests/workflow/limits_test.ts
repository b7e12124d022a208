import assert from "node:assert/strict";
import { characterCount, cutText, requireLength } from "../../src/workflow/limits.ts";
import { failureOf } from "./samples.ts";

Deno.test("characterCount() counts code points, lone surrogates one each", () => {
  assert.equal(characterCount(""), 0);
  assert.equal(characterCount("naïve"), 5);
  assert.equal(characterCount("a😀b"), 3);
  assert.equal(characterCount("\ud83d"), 1);
  assert.equal(characterCount("\ude00\ud83d"), 2);
});

Deno.test("cutText() keeps whole code points", () => {
  assert.equal(cutText("abc", 3), "abc");
  assert.equal(cutText("abcd", 3), "abc");
  assert.equal(cutText("😀😀😀", 2), "😀😀");
  assert.equal(cutText("a😀b", 2), "a😀");
  assert.equal(cutText("abc", 0), "");
});

Deno.test("requireLength() accepts a text of exactly the limit, counted in code points", () => {
  requireLength("note", "😀".repeat(2000), 2000);
  assert.deepEqual(failureOf(() => requireLength("note", "😀".repeat(2001), 2000)), {
    code: "usage.too_long",
    facts: { what: "note", length: 2001, limit: 2000 },
  });
});
