import assert from "node:assert/strict";
import fc from "fast-check";
import { quoteWord } from "../../src/cli/line/quote_word.ts";
import { splitWords } from "../../src/workflow/split_words.ts";

Deno.test("plain words stay as they are, others are quoted", () => {
  assert.equal(quoteWord("write_tests"), "write_tests");
  assert.equal(quoteWord("/a/b.c"), "/a/b.c");
  assert.equal(quoteWord("ä1"), "ä1");
  assert.equal(quoteWord(""), "''");
  assert.equal(quoteWord("A;rm -rf $(x)"), "'A;rm -rf $(x)'");
  assert.equal(quoteWord("it's"), "'it'\\''s'");
  assert.equal(quoteWord("a\nb"), "'a\\nb'");
});

Deno.test("a quoted word without controls is one word for a shell, and the same", () => {
  fc.assert(fc.property(fc.string(), (word) => {
    assert.deepEqual(splitWords(quoteWord(word)), [word]);
  }));
});
