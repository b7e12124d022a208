import assert from "node:assert/strict";
import { itemCheck, itemCheckText } from "../../src/cli/render/item_check.ts";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import { item, phase, started, verification, workflow } from "../workflow/samples.ts";

const ROWS: readonly (readonly [string, ItemDefinition, string | null])[] = [
  ["nothing to check", item("a"), null],
  [
    "a file",
    item("a", { verification: verification("file_exists", "{{dir}}/a\u001b.md") }),
    "Check: docs/a\\x1b.md exists",
  ],
  [
    "a command",
    item("a", { verification: verification("command", "go test ./...") }),
    "Check: go test ./...",
  ],
  [
    "another exit code",
    item("a", { verification: verification("command", "false", 1) }),
    "Check: false (exit code 1)",
  ],
  [
    "a gate for people",
    item("a", {
      step_type: "gate",
      verification: verification("manual_gate"),
    }),
    "Needs approval",
  ],
  [
    "an unknown setting",
    item("a", { verification: verification("command", "run {{none}}") }),
    "Check: cannot be carried out: a setting in it is not there",
  ],
];

for (const [name, definition, text] of ROWS) {
  Deno.test(`status says what completing an item will look at: ${name}`, () => {
    const fold = started(workflow([phase("PLAN", [definition])], { dir: "docs" }));
    const check = itemCheck(fold, definition);
    assert.equal(check === null ? null : itemCheckText(check), text);
  });
}
