import assert from "node:assert/strict";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import { applyEvent, createFold, type Fold } from "../../src/workflow/fold.ts";
import {
  blockers,
  currentPhase,
  findItem,
  nextAction,
  phaseProgress,
  progress,
} from "../../src/workflow/inspect.ts";
import { stateFromJson, stateToText } from "../../src/workflow/state_json.ts";
import { event, item, phase, started, verification, workflow } from "./samples.ts";

function sample(): Fold {
  return started(workflow([
    phase("PLAN", [item("a"), item("b", { required: false }), item("c")]),
    phase("DO", [item("d")], { exit_gate: "human_approval" }),
  ]));
}

Deno.test("progress counts completed items, not skipped ones", () => {
  const fold = sample();
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  applyEvent(fold, event("item_skipped", "PLAN", "c", { reason: "r" }));
  assert.deepEqual(progress(fold), { completed: 1, total: 4 });
  assert.deepEqual(phaseProgress(fold), { completed: 1, total: 3 });
});

Deno.test("optional items do not block, required ones do until completed or skipped", () => {
  const fold = sample();
  assert.deepEqual(blockers(fold), [
    { item: "a", status: "pending" },
    { item: "c", status: "pending" },
  ]);
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  applyEvent(fold, event("item_skipped", "PLAN", "c", { reason: "r" }));
  assert.deepEqual(blockers(fold), []);
});

Deno.test("nextAction() leads from the first item to the end", () => {
  const fold = sample();
  const steps = [
    [event("item_failed", "PLAN", "a"), { kind: "complete", item: "a" }],
    [event("item_completed", "PLAN", "a"), { kind: "complete", item: "c" }],
    [event("item_completed", "PLAN", "c"), { kind: "advance" }],
    [event("phase_completed", "PLAN", null), { kind: "advance" }],
    [event("phase_started", "DO", null), { kind: "complete", item: "d" }],
    [event("item_completed", "DO", "d"), { kind: "approve" }],
    [event("human_override", "DO", null), { kind: "finish" }],
    [event("workflow_completed", null, null), { kind: "none" }],
  ] as const;
  assert.deepEqual(nextAction(fold), { kind: "complete", item: "a" });
  for (const [change, expected] of steps) {
    assert.equal(applyEvent(fold, change), "applied");
    assert.deepEqual(nextAction(fold), expected);
  }
});

Deno.test("nextAction() names approve-item where complete would be refused", () => {
  const kinds = (more: Partial<ItemDefinition>) =>
    [{}, { supervision_mode: "zero_human" }].map((settings) => {
      const manual = { verification: verification("manual_gate"), ...more };
      return nextAction(started(workflow([phase("PLAN", [item("a", manual)])], settings))).kind;
    });
  assert.deepEqual(kinds({ step_type: "gate" }), ["approve_item", "approve_item"]);
  assert.deepEqual(kinds({ step_type: "flexible" }), ["approve_item", "complete"]);
});

Deno.test("findItem() prefers the current phase when an old definition has an id twice", () => {
  const fold = started(workflow([
    phase("PLAN", [item("a", { name: "first" })]),
    phase("DO", [item("a", { name: "second" })]),
  ]));
  assert.equal(findItem(fold, "a")?.definition.name, "first");
  applyEvent(fold, event("phase_completed", "PLAN", null));
  applyEvent(fold, event("phase_started", "DO", null));
  assert.equal(findItem(fold, "a")?.definition.name, "second");
  assert.equal(findItem(fold, "constructor"), null);
});

Deno.test("a state without definition is read with the defaults of the schema", () => {
  const json = JSON.parse(stateToText({ ...sample().state, workflow_definition: null }));
  const state = stateFromJson(json, null);
  assert.ok(state);
  const fold = createFold(state);
  assert.equal(currentPhase(fold).definition, null);
  assert.equal(currentPhase(fold).state?.id, "PLAN");
  assert.deepEqual(blockers(fold).length, 3);
  assert.equal(findItem(fold, "b")?.definition.required, true);
});

Deno.test("items and phases that only the state has do not block and are not reached", () => {
  const fold = sample();
  fold.state.phases.get("PLAN")?.items.set("old", { id: "old", status: "pending" });
  fold.state.phases.set("OLD", { id: "OLD", status: "pending", items: new Map() });
  for (const id of ["a", "c"]) applyEvent(fold, event("item_completed", "PLAN", id));
  assert.deepEqual(blockers(fold), []);
  applyEvent(fold, event("phase_completed", "PLAN", null));
  applyEvent(fold, event("phase_started", "DO", null));
  assert.equal(applyEvent(fold, event("phase_completed", "DO", null)), "ignored");
});
