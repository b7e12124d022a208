import assert from "node:assert/strict";
import { adaptNoteText } from "../../src/cli/problem_text.ts";
import { adaptDefinition } from "../../src/workflow/adapt_definition.ts";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import { definitionFromJson, definitionToJson } from "../../src/workflow/definition_json.ts";
import { detectProject } from "../../src/workflow/detect_project.ts";
import type { JsonObject } from "../../src/workflow/json.ts";

function sample(settings: JsonObject): WorkflowDefinition {
  const items = ["test_command", "smoke_test_command"].map((name, index) => ({
    id: `item${index}`,
    name,
    step_type: "gate",
    notes: ["first"],
    verification: { type: "command", command: `{{${name}}} --all`, expect_exit_code: 1 },
  }));
  const definition = definitionFromJson({
    name: "x",
    phases: [{ id: "A", name: "A", items }],
    settings,
  });
  assert(definition !== null);
  return definition;
}

Deno.test("the first known file says what a project is", () => {
  const cases: readonly (readonly [names: readonly string[], file: string | null])[] = [
    [["Makefile", "package.json"], "package.json"],
    [["requirements.txt", "setup.py"], "setup.py"],
    [["CMakeLists.txt", "README.md"], "CMakeLists.txt"],
    [["README.md", "package.json.bak"], null],
    [[], null],
  ];
  for (const [names, file] of cases) {
    assert.equal(detectProject(new Set(names))?.file ?? null, file, names.join());
  }
  assert.deepEqual(detectProject(new Set(["go.mod"])), {
    type: "go",
    file: "go.mod",
    build_command: "go build ./...",
    test_command: "go test ./...",
  });
  assert.equal(detectProject(new Set(["requirements.txt"]))?.build_command, null);
});

Deno.test("null commands are filled from the project, others stay", () => {
  const detected = detectProject(new Set(["Cargo.toml"]));
  const settings = { test_command: null, build_command: "make", smoke_test_command: "./smoke" };
  const { definition, notes } = adaptDefinition(sample(settings), detected, adaptNoteText);
  assert.deepEqual(definition.settings, { ...settings, test_command: "cargo test" });
  assert.deepEqual(notes, [{
    kind: "detected",
    setting: "test_command",
    command: "cargo test",
    type: "rust",
    file: "Cargo.toml",
  }]);
  assert.deepEqual(definition.phases, sample(settings).phases);
});

Deno.test("a setting that is absent is not invented", () => {
  const detected = detectProject(new Set(["Cargo.toml"]));
  const { definition, notes } = adaptDefinition(sample({}), detected, adaptNoteText);
  assert.deepEqual(notes, []);
  assert.deepEqual(definition, sample({}));
});

Deno.test("an item whose command stays null becomes a step that can be skipped", () => {
  const settings = { test_command: "make test", smoke_test_command: null };
  const { definition, notes } = adaptDefinition(sample(settings), null, adaptNoteText);
  assert.deepEqual(notes, [{ kind: "unset", item: "item1", settings: ["smoke_test_command"] }]);
  const [tested, smoked] = definition.phases[0]?.items ?? [];
  assert.deepEqual(tested, sample(settings).phases[0]?.items[0]);
  assert.equal(smoked?.step_type, "documented");
  assert.equal(smoked?.skippable, true);
  assert.equal(smoked?.required, true);
  assert.equal(smoked?.verification.type, "none");
  assert.equal(smoked?.notes[0], "first");
  assert.match(smoked?.notes[1] ?? "", /smoke_test_command is not set/);
  assert.deepEqual(definitionFromJson(definitionToJson(definition)), definition);
});
