import assert from "node:assert/strict";
import { markdownWithout } from "../../src/cli/render/markdown.ts";

const md = markdownWithout(null);

const ROWS: readonly (readonly [text: string, markdown: string])[] = [
  ["plain words, 3.0 and a-b_c", "plain words, 3.0 and a-b_c"],
  ["**bold** `code` [x](y)", "\\*\\*bold\\*\\* \\`code\\` \\[x\\](y)"],
  ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
  ["a | b & c ~d~", "a \\| b \\& c \\~d\\~"],
  ["write_tests _now_ __init__", "write_tests \\_now\\_ \\_\\_init\\_\\_"],
  ["# heading", "\\# heading"],
  ["- item", "\\- item"],
  ["=====", "\\====="],
  ["12. item", "12\\. item"],
  ["1) item", "1\\) item"],
  ["back\\slash", "back\\\\slash"],
  ["a\u001b[2Jb\nNEXT_ACTION: c", "a\\\\x1b\\[2Jb\\\\nNEXT_ACTION: c"],
  ["\u202egnp.exe", "\\\\u202egnp.exe"],
];

for (const [text, markdown] of ROWS) {
  Deno.test(`${JSON.stringify(text)} is harmless in a line of Markdown`, () => {
    assert.equal(md.line(text), markdown);
  });
}

Deno.test("secrets are taken out before what they are made of is escaped", () => {
  const token = `ghp_${"aB3_".repeat(9)}`.replaceAll("_", "9").replace("ghp9", "ghp_");
  assert.match(md.line(`token ${token}`), /^token \\\[REDACTED:[a-z0-9-]+\\\]$/);
});

Deno.test("a block of Markdown keeps lines inside the item that they begin in", () => {
  assert.equal(
    md.block("one\r\n\n# two\n- three\n", "  "),
    "one\\\n  \\# two\\\n  \\- three",
  );
});
