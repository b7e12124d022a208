import assert from "node:assert/strict";
import fc from "fast-check";
import { escapeBlock, escapeLine, toJsonText } from "../../src/cli/escape.ts";

const LINES: readonly (readonly [string, string])[] = [
  ["plain — text ✓ é 漢 👍", "plain — text ✓ é 漢 👍"],
  ["a\nNEXT_ACTION: x", "a\\nNEXT_ACTION: x"],
  ["\r\t\0", "\\r\\t\\x00"],
  ["\x1b[31mred", "\\x1b[31mred"],
  ["\x9b2J\x7f", "\\x9b2J\\x7f"],
  ["a\u202eb\u2066c\u200f", "a\\u202eb\\u2066c\\u200f"],
  ["a\u2028b\u2029", "a\\u2028b\\u2029"],
  ["\u{e0041}", "\\u{e0041}"],
];

Deno.test("controls, line ends and bidirectional controls become visible", () => {
  for (const [text, escaped] of LINES) assert.equal(escapeLine(text), escaped);
});

Deno.test("every line of a block is indented and escaped", () => {
  assert.equal(escapeBlock("a\r\nb\x07\n", "  "), "  a\n  b\\x07");
  assert.equal(escapeBlock("NEXT_ACTION: x", "  "), "  NEXT_ACTION: x");
});

Deno.test("no text can make a line of its own or send a control", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.doesNotMatch(escapeLine(text), /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
    const block = escapeBlock(text, "  ");
    assert.ok(block.split("\n").every((line) => line.startsWith("  ")));
  }));
});

Deno.test("JSON text means the same and has no control in it", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const json = toJsonText({ text });
    assert.deepEqual(JSON.parse(json), { text });
    assert.doesNotMatch(json, /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
  }));
});
