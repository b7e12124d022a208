import assert from "node:assert/strict";
import { withScratch } from "./support/scratch.ts";

const ROWS: readonly (readonly [name: string, text: string, warning: RegExp])[] = [
  ["a definition without phases", "name: a\nphases: []\n", /no phases/],
  [
    "a setting that may not go into a command",
    "name: a\nsettings: { test: a && b }\nphases:\n  - id: A\n    name: a\n    items:\n" +
    '      - { id: i, name: n, verification: { type: command, command: "{{test}}" } }\n',
    /i cannot be checked: a setting in its command has shell characters/,
  ],
];

for (const [name, text, warning] of ROWS) {
  Deno.test(`validate warns of ${name}`, async () => {
    await withScratch(async (scratch) => {
      scratch.write("workflow.yaml", text);
      const { code, out } = await scratch.run(["validate"]);
      assert.equal(code, 0);
      assert.match(out, warning);
    });
  });
}
