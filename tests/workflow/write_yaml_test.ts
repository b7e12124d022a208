import assert from "node:assert/strict";
import fc from "fast-check";
import type { JsonObject } from "../../src/workflow/json.ts";
import { writeYaml } from "../../src/workflow/write_yaml.ts";
import { parseYamlTree } from "../../src/workflow/yaml_tree.ts";

Deno.test("mappings and lists are written for people", () => {
  const text = writeYaml({
    name: "Plain text, with commas",
    version: "3.0",
    words: ["a", "b_c"],
    nothing: null,
    items: [{ id: "a", notes: ["[tip] One: two", "plain"] }, { id: "b", more: { flag: true } }],
  });
  assert.equal(
    text,
    `name: Plain text, with commas
version: "3.0"
words: [a, b_c]
nothing: null
items:
  - id: a
    notes:
      - "[tip] One: two"
      - plain

  - id: b
    more:
      flag: true
`,
  );
});

Deno.test("what is written reads back as the same", async () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(..."ab Y1,.'\"?/-:#&*!{}[]|>%@\\_") }),
    fc.constantFrom("yes", "null", "~", "1e3", "Off", "a: b", "a #b", "- a", "n"),
  );
  const scalar = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null));
  const key = fc.constantFrom("a", "b", "c", "d");
  const value = fc.oneof(
    scalar,
    fc.array(text, { minLength: 1, maxLength: 3 }),
    fc.dictionary(key, scalar, { minKeys: 1 }),
  );
  const mapping = fc.dictionary(
    key,
    fc.oneof(value, fc.array(fc.dictionary(key, value, { minKeys: 1 }), { minLength: 1 })),
    { minKeys: 1 },
  );
  await fc.assert(fc.asyncProperty(mapping, async (from) => {
    const tree = await parseYamlTree(writeYaml(from as JsonObject));
    assert.deepEqual(tree.problems, []);
    assert.deepEqual(tree.value, structuredClone(from));
  }));
});
