import assert from "node:assert/strict";
import { newState } from "../../src/workflow/new_state.ts";
import { startDrafts } from "../../src/workflow/start.ts";
import { createFold } from "../../src/workflow/fold.ts";
import { failureOf, item, phase, play, START, workflow } from "./samples.ts";

const definition = workflow([phase("PLAN", [item("a")]), phase("DO", [item("b")])]);

function input(constraints: readonly string[] = []) {
  return {
    workflow_id: "wf_00c0ffee",
    definition,
    task: "Do it",
    project: "site",
    constraints,
    metadata: new Map([["workflow_yaml_checksum", "0123456789abcdef"]]),
    now: START,
  };
}

Deno.test("newState() is active, with all phases and items pending and the first phase current", () => {
  const state = newState(input(["be quick"]));
  assert.equal(state.status, "active");
  assert.equal(state.current_phase_id, "PLAN");
  assert.equal(state.workflow_type, "Sample");
  assert.equal(state.created_at, START);
  assert.deepEqual(state.constraints, ["be quick"]);
  assert.deepEqual([...state.phases.values()].map(({ status }) => status), ["pending", "pending"]);
  assert.deepEqual(state.phases.get("DO")?.items.get("b"), { id: "b", status: "pending" });
});

Deno.test("newState() refuses a constraint of more than 1000 characters", () => {
  newState(input(["x".repeat(1000)]));
  assert.deepEqual(failureOf(() => newState(input(["ok", "x".repeat(1001)]))), {
    code: "usage.too_long",
    facts: { what: "constraint", length: 1001, limit: 1000 },
  });
});

Deno.test("newState() refuses a definition without phases", () => {
  assert.throws(() => newState({ ...input(), definition: workflow([]) }), RangeError);
});

Deno.test("startDrafts() are the predecessor's first two events and activate the first phase", () => {
  const state = newState(input());
  const drafts = startDrafts(state);
  assert.deepEqual(drafts, [
    {
      event_type: "workflow_started",
      phase_id: null,
      item_id: null,
      message: "Started workflow: Do it",
      details: { project: "site", workflow_type: "Sample" },
    },
    {
      event_type: "phase_started",
      phase_id: "PLAN",
      item_id: null,
      message: "Started phase: Phase PLAN",
      details: {},
    },
  ]);
  const fold = createFold(state);
  assert.deepEqual(play(fold, drafts), ["applied", "applied"]);
  assert.equal(state.phases.get("PLAN")?.status, "active");
  assert.equal(state.phases.get("DO")?.status, "pending");
});
