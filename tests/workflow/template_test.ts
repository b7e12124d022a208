import assert from "node:assert/strict";
import { definitionFromJson } from "../../src/workflow/definition_json.ts";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import type { JsonObject } from "../../src/workflow/json.ts";
import { type Check, resolveCheck } from "../../src/workflow/template.ts";
import { failureOf } from "./workflow_text.ts";

function item(verification: JsonObject): ItemDefinition {
  const definition = definitionFromJson({
    name: "x",
    phases: [{ id: "A", name: "A", items: [{ id: "a", name: "a", verification }] }],
  });
  const found = definition?.phases[0]?.items[0];
  assert(found !== undefined);
  return found;
}

function command(text: string, settings: JsonObject = {}): Check {
  return resolveCheck(item({ type: "command", command: text }), settings);
}

function file(path: string, settings: JsonObject = {}): Check {
  return resolveCheck(item({ type: "file_exists", path }), settings);
}

Deno.test("a manual gate and no verification need no text", () => {
  assert.deepEqual(resolveCheck(item({ type: "manual_gate" }), {}), { kind: "manual" });
  assert.deepEqual(resolveCheck(item({ type: "none", command: "{{x}}" }), {}), { kind: "none" });
});

Deno.test("a command is substituted, then split into words", () => {
  const verification = { type: "command", command: "{{tool}} -n {{count}}", expect_exit_code: 3 };
  const settings = { tool: `pytest -k "a and b"`, count: 4 };
  assert.deepEqual(resolveCheck(item(verification), settings), {
    kind: "command",
    argv: ["pytest", "-k", "a and b", "-n", "4"],
    command: `pytest -k "a and b" -n 4`,
    original: "{{tool}} -n {{count}}",
    expect: 3,
    secrets: [],
    timeoutSeconds: 300,
  });
});

Deno.test("numbers and booleans are substituted as text, names of other scripts are names", () => {
  const check = command("x {{a}} {{b}} {{größe}} {{ a }} {{a-b}}", { a: 1.5, b: true, größe: "g" });
  assert(check.kind === "command");
  assert.equal(check.command, "x 1.5 true g {{ a }} {{a-b}}");
});

Deno.test("a value is not substituted again, nor read as a replacement pattern", () => {
  const check = file("{{a}}/{{b}}", { a: "{{b}}", b: "$&" });
  assert(check.kind === "file");
  assert.equal(check.path, "{{b}}/$&");
});

Deno.test("every unsafe character in a value is refused in a command", () => {
  for (const character of ";&|`$(){}[]<>\\!\n\r\0") {
    assert.deepEqual(failureOf(() => command("run {{x}}", { x: `a${character}b` })), {
      code: "settings.unsafe",
      facts: { setting: "x", characters: character },
    });
  }
});

Deno.test("quotes, globs and the like pass in a value, and anything in the command itself", () => {
  for (const character of `"" '' * ? ~ # = % , : @ ^ + -`.split(" ")) {
    assert.equal(command("run {{x}}", { x: character }).kind, "command", character);
  }
  const check = command("bash -c 'cd a && make; echo $HOME'");
  assert(check.kind === "command");
  assert.deepEqual(check.argv, ["bash", "-c", "cd a && make; echo $HOME"]);
});

Deno.test("unknown and null settings are refused by name, inherited names too", () => {
  const settings = { known: "x", nothing: null };
  const text = "{{known}} {{other}} {{nothing}} {{constructor}} {{other}}";
  for (const check of [() => command(text, settings), () => file(text, settings)]) {
    assert.deepEqual(failureOf(check), {
      code: "template.unknown_setting",
      facts: { item: "a", names: ["other", "nothing", "constructor"] },
    });
  }
});

Deno.test("lists and mappings are no text", () => {
  assert.deepEqual(failureOf(() => command("{{a}} {{b}}", { a: ["x"], b: {} })), {
    code: "template.not_text",
    facts: { item: "a", names: ["a", "b"] },
  });
});

Deno.test("a command that cannot be split or has no words is refused", () => {
  assert.deepEqual(failureOf(() => command("run {{x}}", { x: "it's" })), {
    code: "verification.command_invalid",
    facts: { item: "a", command: "run it's", problem: "unbalanced_quotes" },
  });
  assert.deepEqual(failureOf(() => command("{{x}}", { x: " " })), {
    code: "verification.command_invalid",
    facts: { item: "a", command: " ", problem: "empty" },
  });
});

Deno.test("a check without its text is refused", () => {
  for (
    const [verification, missing] of [
      [{ type: "file_exists" }, "path"],
      [{ type: "file_exists", path: "{{blank}}" }, "path"],
      [{ type: "command", command: " " }, "command"],
    ] as const
  ) {
    assert.deepEqual(failureOf(() => resolveCheck(item(verification), { blank: "" })), {
      code: "verification.incomplete",
      facts: { item: "a", missing },
    });
  }
});

Deno.test("a path keeps its spelling and may not leave the tree", () => {
  for (const path of ["docs/../plan.md", "./a//b", "a b/ü.md", "...", "/etc/passwd"]) {
    assert.deepEqual(file(path), { kind: "file", path, original: path });
  }
  for (const path of ["..", "../x", "a/../../x", "./..", "a\\..\\..\\x", "a/../../tree/x"]) {
    assert.deepEqual(failureOf(() => file("{{path}}", { path })), {
      code: "verification.path_outside",
      facts: { item: "a", path },
    });
  }
});
