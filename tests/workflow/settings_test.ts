import assert from "node:assert/strict";
import { problemText } from "../../src/cli/problem_text.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { definitionFromJson } from "../../src/workflow/definition_json.ts";
import type { JsonObject, JsonValue } from "../../src/workflow/json.ts";
import { isZeroHuman, mergeSettings, readOrchestratorYaml } from "../../src/workflow/settings.ts";

Deno.test("later layers of settings win key by key, whatever the key is called", () => {
  const definition = definitionFromJson({ name: "x", phases: [], settings: { a: 1, b: 1, c: 1 } });
  assert(definition !== null);
  const odd: JsonObject = JSON.parse('{"__proto__": 3, "c": null}');
  const merged = mergeSettings(definition, { b: 2, c: 2 }, odd);
  assert.deepEqual(Object.entries(merged.settings), [
    ["a", 1],
    ["b", 2],
    ["c", null],
    ["__proto__", 3],
  ]);
  assert.deepEqual(definition.settings, { a: 1, b: 1, c: 1 });
});

Deno.test("only the exact mode means that no person is asked", () => {
  const modes: readonly JsonValue[] = ["supervised", "hybrid", "Zero_Human", true, null];
  for (const mode of modes) assert.equal(isZeroHuman({ supervision_mode: mode }), false);
  assert.equal(isZeroHuman({}), false);
  assert.equal(isZeroHuman({ supervision_mode: "zero_human" }), true);
});

Deno.test("a settings file is a mapping, or has no content", async () => {
  const text = '# note\ntest_command: "true"\ncount: 3\n';
  assert.deepEqual(await readOrchestratorYaml(text, "f"), { test_command: "true", count: 3 });
  assert.deepEqual(await readOrchestratorYaml("# nothing\n", "f"), {});
});

Deno.test("a settings file of another shape is refused with its place", async () => {
  for (
    const [text, problem] of [
      ["- a", "line 1, column 1: expected a mapping, found a list"],
      ["a: 1\na: 2", 'a (line 2): the key "a" is here twice, first on line 1'],
    ] as const
  ) {
    await assert.rejects(readOrchestratorYaml(text, "f.yaml"), (error) => {
      assert(error instanceof OrchestratorError && error.failure.code === "settings.invalid");
      assert.equal(error.failure.facts.path, "f.yaml");
      assert.deepEqual(error.failure.facts.problems.map(problemText), [problem]);
      return true;
    });
  }
});
