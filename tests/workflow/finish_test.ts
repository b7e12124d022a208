import assert from "node:assert/strict";
import { planAbandon, planFinish } from "../../src/workflow/finish.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { event, failureOf, item, phase, play, started, workflow } from "./samples.ts";

const REQUEST = { notes: null, force: false, skipReviewCheck: false };

function sample(required_reviews: readonly string[] = []): Fold {
  return started(workflow([
    phase("PLAN", [item("a"), item("security_review", { required: false })]),
    phase("REVIEW", [item("b")], { required_reviews }),
    phase("LAST", [item("c")]),
  ]));
}

Deno.test("planFinish() completes the workflow from any phase that is ready", () => {
  const fold = sample();
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  const { events, unreached } = planFinish(fold, { ...REQUEST, notes: "all good" });
  assert.deepEqual(unreached, ["REVIEW", "LAST"]);
  assert.deepEqual(events, [{
    event_type: "workflow_completed",
    phase_id: null,
    item_id: null,
    message: "Workflow completed",
    details: { notes: "all good" },
  }]);
  assert.deepEqual(play(fold, events), ["applied"]);
});

Deno.test("planFinish() needs the current phase ready, unless forced", () => {
  const fold = sample();
  assert.deepEqual(failureOf(() => planFinish(fold, REQUEST)), {
    code: "finish.incomplete",
    facts: { phase: "PLAN", blockers: ["a (pending)"] },
  });
  const { events } = planFinish(fold, { ...REQUEST, force: true });
  assert.deepEqual(events[0]?.details, { notes: null, forced: true });
});

Deno.test("planFinish() needs the reviews that the phase REVIEW requires", () => {
  const fold = sample(["security", "quality"]);
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  applyEvent(fold, event("item_completed", "PLAN", "security_review"));
  for (const force of [false, true]) {
    assert.deepEqual(failureOf(() => planFinish(fold, { ...REQUEST, force })), {
      code: "finish.reviews_missing",
      facts: { reviews: ["quality"] },
    });
  }
  const skipped = planFinish(fold, { ...REQUEST, skipReviewCheck: true, reason: "no reviewer" });
  assert.deepEqual(skipped.events[0]?.details, {
    notes: null,
    missing_reviews: ["quality"],
    review_check_skipped: "no reviewer",
  });
  applyEvent(fold, event("review_completed", "PLAN", null, { review_type: "quality" }));
  assert.deepEqual(planFinish(fold, REQUEST).events[0]?.details, { notes: null });
});

Deno.test("planFinish() honours required_reviews in the phase REVIEW only", () => {
  const phases = [phase("PLAN", [], { required_reviews: ["security"] })];
  assert.equal(planFinish(started(workflow(phases)), REQUEST).events.length, 1);
});

Deno.test("planFinish() limits the note to 2000 characters", () => {
  const notes = "x".repeat(2001);
  const failure = failureOf(() => planFinish(sample(), { ...REQUEST, notes }));
  assert.equal(failure.code, "usage.too_long");
});

Deno.test("a workflow ends once: neither finish nor abandon follows either", () => {
  for (const type of ["workflow_completed", "workflow_abandoned"]) {
    const fold = sample();
    applyEvent(fold, event(type, null, null));
    const facts = { status: fold.state.status };
    const finish = failureOf(() => planFinish(fold, { ...REQUEST, force: true }));
    assert.deepEqual(finish, { code: "finish.already", facts });
    const abandon = failureOf(() => planAbandon(fold, { reason: "r" }));
    assert.deepEqual(abandon, { code: "finish.already", facts });
  }
});

Deno.test("planAbandon() gives the reason in the message, as the predecessor did, and in details", () => {
  const fold = sample();
  const { events } = planAbandon(fold, { reason: "too big" });
  assert.equal(events[0]?.message, "Workflow abandoned: too big");
  assert.deepEqual(events[0]?.details, { reason: "too big" });
  assert.deepEqual(play(fold, events), ["applied"]);
});
