import assert from "node:assert/strict";
import { nearestName } from "../../src/workflow/nearest_name.ts";

Deno.test("a mistyped name finds the one that is meant", () => {
  const known = ["required", "skippable", "skip_conditions", "notes", "id"];
  const cases: readonly (readonly [name: string, near: string | null])[] = [
    ["requried", "required"],
    ["Required", "required"],
    ["skipable", "skippable"],
    ["skip_condition", "skip_conditions"],
    ["note", "notes"],
    ["timeout", null],
    ["ids", "id"],
    ["xy", null],
    ["", null],
  ];
  for (const [name, near] of cases) assert.equal(nearestName(name, known), near, name);
});

Deno.test("the nearer one wins, and the first of two that are as near", () => {
  assert.equal(nearestName("notes", ["nodes", "notes_"]), "nodes");
  assert.equal(nearestName("notess", ["nodes", "notes"]), "notes");
});
