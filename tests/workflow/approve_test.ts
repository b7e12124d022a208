import assert from "node:assert/strict";
import { planApproveItem, planApprovePhase } from "../../src/workflow/approve.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { event, failureOf, item, phase, play, started, verification, workflow } from "./samples.ts";

function sample(): Fold {
  const manual = { verification: verification("manual_gate"), step_type: "gate" } as const;
  return started(workflow([
    phase("PLAN", [item("a", manual), item("b")]),
    phase("DO", [item("c", manual)]),
  ]));
}

Deno.test("planApproveItem() completes a manual gate, by the caller", () => {
  const fold = sample();
  const { events, already } = planApproveItem(fold, { item: "a", notes: "fine by me" });
  assert.equal(already, false);
  assert.deepEqual(events, [{
    event_type: "item_completed",
    phase_id: "PLAN",
    item_id: "a",
    message: "Approved manual gate: a",
    details: { notes: "fine by me", approved: true },
  }]);
  assert.deepEqual(play(fold, events), ["applied"]);
  assert.deepEqual(planApproveItem(fold, { item: "a", notes: null }), {
    events: [],
    already: true,
  });
});

Deno.test("planApproveItem() reaches failed and skipped items", () => {
  for (const type of ["item_skipped", "item_failed"]) {
    const fold = sample();
    applyEvent(fold, event(type, "PLAN", "a"));
    assert.deepEqual(play(fold, planApproveItem(fold, { item: "a", notes: null }).events), [
      "applied",
    ]);
  }
});

Deno.test("planApproveItem() refuses what is no manual gate of the current phase", () => {
  const fold = sample();
  const codes = ["b", "c", "nothing"].map((id) =>
    failureOf(() => planApproveItem(fold, { item: id, notes: null })).code
  );
  assert.deepEqual(codes, ["item.not_manual_gate", "item.other_phase", "item.not_found"]);
  const notes = "x".repeat(2001);
  assert.equal(failureOf(() => planApproveItem(fold, { item: "a", notes })).code, "usage.too_long");
  applyEvent(fold, event("workflow_completed", null, null));
  const ended = failureOf(() => planApproveItem(fold, { item: "a", notes: null }));
  assert.equal(ended.code, "workflow.not_active");
});

Deno.test("planApprovePhase() approves the current phase or a named one", () => {
  const fold = sample();
  assert.equal(planApprovePhase(fold, { phase: null }).phase, "PLAN");
  const { events, phase } = planApprovePhase(fold, { phase: "DO" });
  assert.equal(phase, "DO");
  assert.deepEqual(events, [{
    event_type: "human_override",
    phase_id: "DO",
    item_id: null,
    message: "Human approved phase: DO",
    details: {},
  }]);
  assert.deepEqual(play(fold, events), ["applied"]);
});

Deno.test("planApprovePhase() records nothing for a phase that is approved", () => {
  const fold = sample();
  play(fold, planApprovePhase(fold, { phase: "DO" }).events);
  assert.deepEqual(planApprovePhase(fold, { phase: "DO" }), {
    events: [],
    phase: "DO",
    already: true,
  });
  assert.equal(planApprovePhase(fold, { phase: null }).already, false);
});

Deno.test("planApprovePhase() refuses an unknown phase and an ended workflow", () => {
  const fold = sample();
  assert.deepEqual(failureOf(() => planApprovePhase(fold, { phase: "ZZZ" })), {
    code: "phase.not_found",
    facts: { phase: "ZZZ", known: ["PLAN", "DO"] },
  });
  applyEvent(fold, event("workflow_abandoned", null, null));
  assert.equal(
    failureOf(() => planApprovePhase(fold, { phase: null })).code,
    "workflow.not_active",
  );
});
