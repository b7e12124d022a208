import assert from "node:assert/strict";
import { problemsOf, workflowWithItem } from "./workflow_text.ts";

const HEAD = "name: x\nphases: []\n";
const ITEM = "phases.0.items.0";

const REFUSED: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  ["an empty file", "", ["the file is empty"]],
  ["only comments", "# a\n\n# b\n", ["the file is empty"]],
  ["a text", "just words", ["line 1, column 1: expected a mapping, found a string"]],
  ["a list", "- name: x", ["line 1, column 1: expected a mapping, found a list"]],
  ["nothing needed", "description: x", [
    "name (line 1): is missing",
    "phases (line 1): is missing",
  ]],
  ["a name that is a number", "name: 1\nphases: []", [
    "name (line 1): expected a string, found a number",
  ]],
  ["phases that are a mapping", "name: x\nphases: {}", [
    "phases (line 2): expected a list, found a mapping",
  ]],
  ["empty settings", `${HEAD}settings:`, [
    "settings (line 3): expected a mapping, found nothing",
  ]],
  ["settings that are a list", `${HEAD}settings: [a]`, [
    "settings (line 3): expected a mapping, found a list",
  ]],
  ["a duplicate key", "name: x\nphases: []\nname: y", [
    'name (line 3): the key "name" is here twice, first on line 1',
  ]],
  ["a number that JSON cannot hold", `${HEAD}settings: {a: .inf}`, [
    "settings.a (line 3): infinite numbers and NaN are not allowed",
  ]],
  ["a key that is a list", `${HEAD}settings: {[a]: b}`, [
    "settings (line 3): a key must be plain text",
  ]],
  ["an alias to nothing", `${HEAD}settings: {a: *b}`, [
    'settings.a (line 3): there is no anchor "b" before this alias',
  ]],
  ["a merge of a text", `${HEAD}settings: {<<: b}`, [
    'settings (line 3): the value of "<<" must be a mapping or a list of mappings',
  ]],
  ["two documents", `${HEAD}---\n${HEAD}`, [
    "line 3, column 1: a second document begins here, but only one is allowed",
  ]],
  ["an id of a phase in lower case", "name: x\nphases: [{id: plan, name: x}]", [
    'phases.0.id (line 2): "plan" is not a phase id: use upper-case letters, such as "PLAN"',
  ]],
  ["an id of a phase without letters", "name: x\nphases: [{id: '12', name: x}]", [
    'phases.0.id (line 2): "12" is not a phase id: use upper-case letters, such as "PLAN"',
  ]],
  ["an id of a phase with a line feed", 'name: x\nphases: [{id: "A\\nB", name: x}]', [
    'phases.0.id (line 2): "A\nB" is not a phase id: use upper-case letters, such as "PLAN"',
  ]],
  ["an id of a phase that is a number", "name: x\nphases: [{id: 1, name: x}]", [
    "phases.0.id (line 2): expected a string, found a number",
  ]],
  ["an id of an item with a hyphen", workflowWithItem().replace("first", "a-b"), [
    `${ITEM}.id (line 6): "a-b" is not an item id: use letters, digits and underscores`,
  ]],
  ["an id of an item of underscores", workflowWithItem().replace("first", "__"), [
    `${ITEM}.id (line 6): "__" is not an item id: use letters, digits and underscores`,
  ]],
  ["a boolean in words", workflowWithItem("required: maybe"), [
    `${ITEM}.required (line 8): expected a boolean, found a string`,
  ]],
  ["a boolean that is 2", workflowWithItem("skippable: 2"), [
    `${ITEM}.skippable (line 8): expected a boolean, found a number`,
  ]],
  ["a fraction as exit code", workflowWithItem("verification: {expect_exit_code: 1.5}"), [
    `${ITEM}.verification.expect_exit_code (line 8): expected an integer, found a number`,
  ]],
  ["words as exit code", workflowWithItem("verification: {expect_exit_code: one}"), [
    `${ITEM}.verification.expect_exit_code (line 8): expected an integer, found a string`,
  ]],
  ["notes that are a text", workflowWithItem("notes: hi"), [
    `${ITEM}.notes (line 8): expected a list, found a string`,
  ]],
  ["a note that is a number", workflowWithItem("notes: [a, 2]"), [
    `${ITEM}.notes.1 (line 8): expected a string, found a number`,
  ]],
  ["an empty verification", workflowWithItem("verification:"), [
    `${ITEM}.verification (line 8): expected a mapping, found nothing`,
  ]],
  ["an unknown step type", workflowWithItem("step_type: gated"), [
    `${ITEM}.step_type (line 8): "gated" is not one of gate, required, documented, flexible`,
  ]],
  ["an unknown verification", workflowWithItem("verification: {type: file}"), [
    `${ITEM}.verification.type (line 8): "file" is not one of file_exists, command, manual_gate, none`,
  ]],
  ["a file check without path", workflowWithItem("verification: {type: file_exists}"), [
    `${ITEM}.verification (line 8): a check of type file_exists needs a path`,
  ]],
  [
    "a command check with a blank one",
    workflowWithItem("verification: {type: command, command: ' '}"),
    [
      `${ITEM}.verification (line 8): a check of type command needs a command`,
    ],
  ],
  ["a NUL in a command", workflowWithItem('verification: {type: command, command: "a\\0"}'), [
    `${ITEM}.verification (line 8): a path or command cannot have a NUL character`,
  ]],
];

for (const [what, text, problems] of REFUSED) {
  Deno.test(`a definition with ${what} does not load`, async () => {
    assert.deepEqual(await problemsOf(text), problems);
  });
}

Deno.test("an id that occurs twice is refused, for items across phases too", async () => {
  const text = [
    "name: x",
    "phases:",
    "  - {id: A, name: A, items: [{id: a, name: a}]}",
    "  - {id: A, name: A, items: [{id: b, name: b}]}",
    "  - {id: C, name: C, items: [{id: a, name: a}, {id: c, name: c}]}",
  ].join("\n");
  assert.deepEqual(await problemsOf(text), [
    'phases.1.id (line 4): the phase id "A" is taken by phases.0.id (line 3)',
    'phases.2.items.0.id (line 5): the item id "a" is taken by phases.0.items.0.id (line 3)',
  ]);
});

Deno.test("a syntax error names its line and column", async () => {
  const [problem] = await problemsOf("name: x\nphases: [");
  assert.match(problem ?? "", /^line 2, column \d+: \S/);
});

Deno.test("a custom tag is refused", async () => {
  const [problem] = await problemsOf("name: !!python/object:os.system x\nphases: []");
  assert.match(problem ?? "", /^line 1, column 7: .*tag/);
});

Deno.test("alias bombs and aliases of themselves are refused before they grow", async () => {
  const levels = [..."abcdefghijkl"].map((name, index, all) => {
    const inner = index === 0 ? "x" : `*${all[index - 1]}`;
    return `  ${name}: &${name} [${Array(9).fill(inner).join(", ")}]`;
  });
  const bomb = await problemsOf(["name: x", "phases: []", "settings:", ...levels].join("\n"));
  assert.equal(bomb.length, 1);
  assert.match(bomb[0] ?? "", /aliases contain themselves or stand for more than/);
  const circle = await problemsOf("name: x\nphases: &a [*a]");
  assert.match(circle[0] ?? "", /aliases contain themselves/);
});

Deno.test("deep nesting of every kind is refused", async () => {
  for (
    const nested of [
      "[".repeat(20_000),
      "- ".repeat(20_000),
      `${"[".repeat(150)}${"]".repeat(150)}`,
    ]
  ) {
    const [problem] = await problemsOf(nested);
    assert.match(problem ?? "", /more than 100 collections inside each other/);
  }
});

Deno.test("a file beyond the size limit is not parsed", async () => {
  assert.deepEqual(await problemsOf("#".repeat(16 * 1024 * 1024 + 1)), ["larger than 16 MiB"]);
});

Deno.test("of very many problems the first hundred are listed and the rest counted", async () => {
  const text = `name: x\nphases: [${Array(150).fill("1").join(", ")}]`;
  const problems = await problemsOf(text);
  assert.equal(problems.length, 101);
  assert.equal(problems.at(-1), "50 further problems not shown");
});
