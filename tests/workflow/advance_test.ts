import assert from "node:assert/strict";
import { planAdvance } from "../../src/workflow/advance.ts";
import { planApprovePhase } from "../../src/workflow/approve.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { event, failureOf, item, phase, play, started, workflow } from "./samples.ts";

function sample(exit_gate: string | null = null): Fold {
  return started(workflow([
    phase("PLAN", [item("a"), item("b"), item("c", { required: false })], { exit_gate }),
    phase("DO", [item("d")]),
  ]));
}

function finishItems(fold: Fold): void {
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  applyEvent(fold, event("item_skipped", "PLAN", "b", { reason: "there is none" }));
}

Deno.test("planAdvance() needs every required item completed or skipped", () => {
  const fold = sample();
  applyEvent(fold, event("verification_failed", "PLAN", "b"));
  assert.deepEqual(failureOf(() => planAdvance(fold, { force: false })), {
    code: "phase.blocked",
    facts: { phase: "PLAN", blockers: ["a (pending)", "b (failed)"] },
  });
});

Deno.test("planAdvance() ends the phase and starts the next", () => {
  const fold = sample();
  finishItems(fold);
  const plan = planAdvance(fold, { force: false });
  assert.deepEqual([plan.from, plan.to, plan.skipped], ["PLAN", "DO", ["b: there is none"]]);
  assert.deepEqual(plan.events, [
    {
      event_type: "phase_completed",
      phase_id: "PLAN",
      item_id: null,
      message: "Completed phase: PLAN",
      details: { skipped_items: ["b: there is none"], forced: false },
    },
    {
      event_type: "phase_started",
      phase_id: "DO",
      item_id: null,
      message: "Started phase: Phase DO",
      details: {},
    },
  ]);
  assert.deepEqual(play(fold, plan.events), ["applied", "applied"]);
  assert.equal(fold.state.current_phase_id, "DO");
});

Deno.test("planAdvance() waits for the approval of an exit gate, given before or after", () => {
  const fold = sample("human_approval");
  finishItems(fold);
  assert.deepEqual(failureOf(() => planAdvance(fold, { force: false })), {
    code: "phase.blocked",
    facts: { phase: "PLAN", blockers: ["Awaiting human approval"] },
  });
  play(fold, planApprovePhase(fold, { phase: null }).events);
  assert.equal(planAdvance(fold, { force: false }).to, "DO");
});

Deno.test("planAdvance() knows no other exit gate", () => {
  const fold = sample("all_tests_pass");
  finishItems(fold);
  assert.equal(planAdvance(fold, { force: false }).to, "DO");
});

Deno.test("planAdvance() by force says so in the event", () => {
  const fold = sample("human_approval");
  const plan = planAdvance(fold, { force: true });
  assert.equal(plan.events[0]?.details["forced"], true);
  assert.deepEqual(play(fold, plan.events), ["applied", "applied"]);
});

Deno.test("planAdvance() at the last phase records nothing, if it is not blocked", () => {
  const fold = sample();
  play(fold, planAdvance(fold, { force: true }).events);
  assert.equal(failureOf(() => planAdvance(fold, { force: false })).code, "phase.blocked");
  applyEvent(fold, event("item_completed", "DO", "d"));
  assert.deepEqual(planAdvance(fold, { force: false }), {
    events: [],
    from: "DO",
    to: null,
    skipped: [],
  });
});

Deno.test("planAdvance() goes on from a log that lost the start of the next phase", () => {
  const fold = sample();
  finishItems(fold);
  applyEvent(fold, event("phase_completed", "PLAN", null));
  const { events } = planAdvance(fold, { force: false });
  assert.deepEqual(events.map(({ event_type }) => event_type), ["phase_started"]);
  assert.deepEqual(play(fold, events), ["applied"]);
});

Deno.test("planAdvance() refuses an ended workflow", () => {
  const fold = sample();
  applyEvent(fold, event("workflow_completed", null, null));
  const failure = failureOf(() => planAdvance(fold, { force: true }));
  assert.deepEqual(failure, {
    code: "workflow.not_active",
    facts: { status: "completed", command: "advance" },
  });
});
