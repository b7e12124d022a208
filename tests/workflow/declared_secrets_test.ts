import assert from "node:assert/strict";
import { declaredSecrets } from "../../src/workflow/declared_secrets.ts";
import { definitionFromJson, definitionToJson } from "../../src/workflow/definition_json.ts";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import { loadDefinition } from "../../src/workflow/load_definition.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { resolveCheck } from "../../src/workflow/template.ts";

async function load(secrets: string, ofItem: string): Promise<WorkflowDefinition> {
  const text = `name: W
secrets: ${secrets}
phases:
  - id: PLAN
    name: Plan
    items:
      - id: a
        name: A
        secrets: ${ofItem}
        verification: { type: command, command: "true" }
      - { id: b, name: B, secrets: [TOKEN] }
`;
  return (await loadDefinition(text, "workflow.yaml")).definition;
}

async function problemOf(secrets: string, ofItem: string): Promise<unknown> {
  try {
    await load(secrets, ofItem);
  } catch (error) {
    assert.ok(error instanceof OrchestratorError && error.failure.code === "definition.invalid");
    const [problem] = error.failure.facts.problems;
    return [problem?.location, problem?.cause];
  }
  return null;
}

Deno.test("the secrets of a workflow and of its items are known, each once, with who gets them", async () => {
  const definition = await load("[TOKEN, team/EXTRA]", "[API_KEY, TOKEN]");
  assert.deepEqual(declaredSecrets(definition), [
    { name: "TOKEN", items: ["a", "b"] },
    { name: "team/EXTRA", items: [] },
    { name: "API_KEY", items: ["a"] },
  ]);
});

Deno.test("a command gets the secrets of its item and no other", async () => {
  const { phases: [phase], settings } = await load("[EXTRA]", "[API_KEY]");
  const [item] = phase?.items ?? [];
  assert.ok(item !== undefined);
  const check = resolveCheck(item, settings);
  assert.deepEqual(check.kind === "command" ? check.secrets : null, ["API_KEY"]);
});

Deno.test("declared secrets are pinned with the definition", async () => {
  const definition = await load("[EXTRA]", "[API_KEY]");
  assert.deepEqual(definitionFromJson(definitionToJson(definition)), definition);
  const without = await load("[]", "[]");
  assert.equal("secrets" in definitionToJson(without), false);
});

Deno.test("what is no name of a variable, or one that programs obey, is refused by its place", async () => {
  for (const name of ["1X", "a b", "../X", "PATH", "LD_PRELOAD", "ORCHESTRATOR_TRUST"]) {
    const cause = { kind: "secret_name", name };
    assert.deepEqual(await problemOf(`["${name}"]`, "[]"), ["secrets.0", cause], name);
  }
  const [place] = await problemOf("[]", '["PATH"]') as readonly unknown[];
  assert.equal(place, "phases.0.items.0.secrets.0");
  assert.equal((await problemOf("API_KEY", "[]") as readonly unknown[])[0], "secrets");
});

Deno.test("two secrets of an item that would be one variable are refused", async () => {
  const [, cause] = await problemOf("[]", "[TOKEN, team/TOKEN]") as readonly unknown[];
  assert.deepEqual(cause, { kind: "same_variable", variable: "TOKEN" });
});
