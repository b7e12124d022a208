import assert from "node:assert/strict";
import { missingLines } from "../../src/snapshot/missing_lines.ts";
import { encodeText } from "../../src/stream/bytes.ts";

function joined(ours: string | null, theirs: string): string | null {
  const bytes = missingLines(ours === null ? null : encodeText(ours), encodeText(theirs));
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

Deno.test("lines that are missing come behind our own, each once", () => {
  assert.equal(joined(null, "a\nb\n"), "a\nb\n");
  assert.equal(joined("b\nc\n", "a\nb\na\n"), "b\nc\na\n");
  assert.equal(joined("b", "a\n"), "b\na\n");
  assert.equal(joined("a\nb\n", "b\n\na"), null);
  assert.equal(joined(null, ""), null);
});
