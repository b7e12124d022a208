import assert from "node:assert/strict";
import type { LoggedEvent } from "../../src/workflow/event.ts";
import { isEmptyLearning, learningOf } from "../../src/workflow/learning.ts";

Deno.test("learningOf() collects notes of the LEARN phase, failures, skips and forced phases", () => {
  const learning = learningOf([
    event("item_completed", { phase_id: "PLAN", details: { notes: "Not of interest" } }),
    event("item_completed", { phase_id: "LEARN", details: { notes: "Ask earlier" } }),
    event("item_completed", { phase_id: "LEARN", details: { notes: "  " } }),
    event("verification_failed", { message: "First" }),
    event("gate_failed", { message: "Second" }),
    event("gate_failed", { message: "Too late", details: { late: true } }),
    event("item_skipped", { details: { reason: "No time for it" } }),
    event("item_skipped", { message: "Skipped by mode" }),
    event("phase_completed", { phase_id: "PLAN", item_id: null, details: { forced: true } }),
    event("phase_completed", { phase_id: "DO", item_id: null, details: { forced: false } }),
    event("workflow_completed", { item_id: null, details: { notes: "Went well" } }),
  ]);
  assert.deepEqual(learning, {
    learned: [{ item: "a", text: "Ask earlier" }, { item: null, text: "Went well" }],
    failed: [{ item: "a", count: 2, last: "Second" }],
    skipped: [{ item: "a", text: "No time for it" }, { item: "a", text: "Skipped by mode" }],
    forced: ["PLAN"],
    until: "2026-01-05T10:00:00.000000Z",
  });
});

Deno.test("a workflow in which nothing failed, was skipped or noted has nothing to learn", () => {
  assert.ok(isEmptyLearning(learningOf([])));
  assert.ok(
    isEmptyLearning(learningOf([event("workflow_started", {}), event("item_completed", {})])),
  );
  assert.ok(!isEmptyLearning(learningOf([event("workflow_abandoned", { message: "Why" })])));
});

function event(event_type: string, more: Partial<LoggedEvent>): LoggedEvent {
  return {
    timestamp: "2026-01-05T10:00:00.000000Z",
    event_type,
    workflow_id: "wf_00c0ffee",
    phase_id: null,
    item_id: "a",
    message: "",
    details: {},
    actor: "system",
    ...more,
  };
}
