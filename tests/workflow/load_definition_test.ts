import assert from "node:assert/strict";
import { warningText } from "../../src/cli/problem_text.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import { assertHasPhases, loadDefinition } from "../../src/workflow/load_definition.ts";
import { largeWorkflow, workflowWithItem } from "./workflow_text.ts";

async function loadItem(...lines: readonly string[]): Promise<ItemDefinition> {
  const { definition } = await loadDefinition(workflowWithItem(...lines), "workflow.yaml");
  const item = definition.phases[0]?.items[0];
  assert(item !== undefined);
  return item;
}

Deno.test("a definition with the least keys gets every default", async () => {
  const { definition, warnings } = await loadDefinition(workflowWithItem(), "workflow.yaml");
  assert.deepEqual(warnings, []);
  assert.deepEqual(definition, {
    name: "Sample",
    version: "1.0",
    description: null,
    settings: {},
    secrets: [],
    phases: [{
      id: "PLAN",
      name: "Plan",
      description: null,
      agent: null,
      executor: null,
      exit_gate: null,
      notes: [],
      required_reviews: [],
      phase_type: "guided",
      intended_tools: [],
      items: [{
        id: "first",
        name: "First",
        description: null,
        required: true,
        skippable: true,
        skip_conditions: [],
        agent: null,
        notes: [],
        step_type: "flexible",
        evidence_schema: null,
        evidence_prompt: null,
        secrets: [],
        verification: {
          type: "none",
          path: null,
          command: null,
          expect_exit_code: 0,
          description: null,
        },
      }],
    }],
  });
});

Deno.test("booleans are read in every form that the predecessor takes", async () => {
  for (const word of ["yes", "y", "on", "true", "t", "1", "'1'", "YES", "True", "'true'", "'On'"]) {
    assert.equal((await loadItem(`required: ${word}`)).required, true, word);
  }
  for (const word of ["no", "n", "off", "false", "f", "0", "'0'", "NO", "False", "'Off'"]) {
    assert.equal((await loadItem(`required: ${word}`)).required, false, word);
  }
});

Deno.test("an expected exit code may be a string of digits", async () => {
  for (const [written, code] of [["3", 3], ["'3'", 3], ["' -1 '", -1], ["0x10", 16]] as const) {
    const item = await loadItem(`verification: {expect_exit_code: ${written}}`);
    assert.equal(item.verification.expect_exit_code, code, written);
  }
});

Deno.test("a version without quotes keeps its spelling", async () => {
  for (const version of ["2.10", "1", "1e3", "2.1", "1.0.0", "0x1F"]) {
    const text = `version: ${version}\nname: x\nphases: []`;
    assert.equal((await loadDefinition(text, "w")).definition.version, version);
  }
});

Deno.test("steps of type gate and required are required and not skippable", async () => {
  for (const type of ["gate", "required"]) {
    const item = await loadItem(`step_type: ${type}`, "required: no", "skippable: yes");
    assert.deepEqual([item.required, item.skippable], [true, false], type);
  }
  for (const type of ["documented", "flexible"]) {
    const item = await loadItem(`step_type: ${type}`, "required: no", "skippable: yes");
    assert.deepEqual([item.required, item.skippable], [false, true], type);
  }
});

Deno.test("a manual gate is skippable only with a skip condition", async () => {
  const gate = "verification: {type: manual_gate}";
  assert.equal((await loadItem(gate)).skippable, false);
  assert.equal((await loadItem(gate, "skip_conditions: [docs_only]")).skippable, true);
  assert.equal((await loadItem(gate, "skip_conditions: [a]", "skippable: no")).skippable, false);
});

Deno.test("ids of other scripts load, and a byte order mark is no obstacle", async () => {
  const text = "\uFEFF" + workflowWithItem().replace("PLAN", "ПЛАН A-2")
    .replace("first", "größe_一_2");
  const { definition } = await loadDefinition(text, "workflow.yaml");
  assert.equal(definition.phases[0]?.id, "ПЛАН A-2");
  assert.equal(definition.phases[0]?.items[0]?.id, "größe_一_2");
});

Deno.test("anchors, aliases and merge keys are read", async () => {
  const { definition } = await loadDefinition(
    [
      "name: x",
      "settings: {a: &words [one, two], b: *words}",
      "phases:",
      "  - id: PLAN",
      "    name: &title Plan",
      "    items:",
      "      - &item {id: first, name: *title, required: false, notes: [a]}",
      "      - {<<: *item, id: second}",
      "      - <<: [{agent: one}, {agent: two, notes: [b]}, *item]",
      "        id: third",
    ].join("\n"),
    "workflow.yaml",
  );
  assert.deepEqual(definition.settings, { a: ["one", "two"], b: ["one", "two"] });
  const items = definition.phases[0]?.items ?? [];
  assert.deepEqual(
    items.map(({ id, name, required, agent, notes }) => [id, name, required, agent, ...notes]),
    [
      ["first", "Plan", false, null, "a"],
      ["second", "Plan", false, null, "a"],
      ["third", "Plan", false, "one", "b"],
    ],
  );
});

Deno.test("settings keep unusual keys and integers that a number cannot hold", async () => {
  const { definition } = await loadDefinition(
    "name: x\nphases: []\nsettings: {__proto__: a, constructor: b, build: 12345678901234567890, 7: c}",
    "workflow.yaml",
  );
  assert.deepEqual(Object.entries(definition.settings), [
    ["7", "c"],
    ["__proto__", "a"],
    ["constructor", "b"],
    ["build", "12345678901234567890"],
  ]);
});

Deno.test("no phases load, but nothing can start with them", async () => {
  const { definition } = await loadDefinition("name: x\nphases: []", "w.yaml");
  assert.throws(
    () => assertHasPhases(definition, "w.yaml"),
    (error) => error instanceof OrchestratorError && error.failure.code === "definition.no_phases",
  );
  assertHasPhases((await loadDefinition(workflowWithItem(), "w.yaml")).definition, "w.yaml");
});

Deno.test("unknown keys at every level are warnings that name the nearest key", async () => {
  const text = [
    "name: x",
    "verison: '2'",
    "phases:",
    "  - id: PLAN",
    "    name: Plan",
    "    exit_gates: human_approval",
    "    items:",
    "      - id: first",
    "        name: First",
    "        skipable: false",
    "        validation: {anything: at all}",
    "        verification:",
    "          type: command",
    "          command: make",
    "          timeout: 5",
  ].join("\n");
  const { warnings } = await loadDefinition(text, "workflow.yaml");
  assert.deepEqual(warnings.map(warningText), [
    `verison (line 2): unknown key, ignored; did you mean "version"?`,
    `phases.0.exit_gates (line 6): unknown key, ignored; did you mean "exit_gate"?`,
    `phases.0.items.0.skipable (line 10): unknown key, ignored; did you mean "skippable"?`,
    `phases.0.items.0.validation (line 11): unknown key, ignored`,
    `phases.0.items.0.verification.timeout (line 15): unknown key, ignored`,
  ]);
});

Deno.test("a variable without setting, a dead exit gate and an unknown mode are warnings", async () => {
  const text =
    workflowWithItem("verification: {type: command, command: '{{tset_command}} {{x}} {{x}}'}")
      .replace("    items:", "    exit_gate: all_tests_pass\n    items:") +
    "settings: {test_command: make, supervision_mode: zero-human}\n";
  const { warnings } = await loadDefinition(text, "workflow.yaml");
  assert.deepEqual(warnings.map(warningText), [
    `settings.supervision_mode (line 10): "zero-human" has no effect, only supervised, zero_human, hybrid have one`,
    `phases.0.exit_gate (line 5): "all_tests_pass" has no effect, only human_approval has one`,
    `phases.0.items.0.verification.command (line 9): there is no setting for {{tset_command}}; did you mean "test_command"?`,
    `phases.0.items.0.verification.command (line 9): there is no setting for {{x}}`,
  ]);
});

Deno.test("ten thousand items load", async () => {
  const { definition, warnings } = await loadDefinition(largeWorkflow(100, 100), "workflow.yaml");
  assert.equal(definition.phases.flatMap(({ items }) => items).length, 10_000);
  assert.deepEqual(warnings, []);
});
