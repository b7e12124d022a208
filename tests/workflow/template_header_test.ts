import assert from "node:assert/strict";
import { formatTemplateHeader, parseTemplateHeader } from "../../src/workflow/template_header.ts";

const HEADER = { name: "default", version: "1.0.0", sha256: "0123456789abcdef".repeat(4) };
const LINE = `# orchestrator-template: default@1.0.0 sha256:${HEADER.sha256}`;

Deno.test("a template header is one comment line", () => {
  assert.equal(formatTemplateHeader(HEADER), `${LINE}\n`);
});

Deno.test("a header is read off the text after it", () => {
  const body = "name: x\n# second\n";
  for (const text of [`${LINE}\n${body}`, `${LINE}\r\n${body}`, `\uFEFF${LINE} \n${body}`]) {
    assert.deepEqual(parseTemplateHeader(text), { ...HEADER, body });
  }
  assert.deepEqual(parseTemplateHeader(LINE), { ...HEADER, body: "" });
});

Deno.test("anything else on the first line is no header", () => {
  for (
    const text of [
      "",
      "name: x",
      `\n${LINE}`,
      ` ${LINE}`,
      `${LINE}0`,
      LINE.replace("0123", "012G"),
      LINE.replace("default", "../default"),
      LINE.replace("@1.0.0", ""),
    ]
  ) {
    assert.equal(parseTemplateHeader(text), null, text);
  }
});
