import assert from "node:assert/strict";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { summaryFacts } from "../../src/workflow/summary.ts";
import { event, item, later, phase, START, started, workflow } from "./samples.ts";

function finished(): Fold {
  const fold = started(workflow([
    phase("PLAN", [item("a"), item("g", { step_type: "gate" }), item("left")]),
    phase("LEARN", [item("lesson"), item("quality_review")]),
    phase("REVIEW", [item("b")], { required_reviews: ["quality", "security"] }),
  ]));
  const events = [
    event("item_completed", "PLAN", "a", { notes: "planned" }),
    event("item_skipped", "PLAN", "g", { reason: "forced through" }),
    event("phase_completed", "PLAN", null, { forced: true }),
    event("phase_started", "LEARN", null),
    event("item_completed", "LEARN", "lesson", { notes: "measure first" }),
    event("item_completed", "LEARN", "quality_review"),
    event("workflow_completed", null, null, { notes: "done" }),
  ];
  for (const change of events) assert.equal(applyEvent(fold, change), "applied");
  return fold;
}

Deno.test("summaryFacts() tells what was done, skipped, left open, learned and not reached", () => {
  assert.deepEqual(summaryFacts(finished()), {
    task: "Do it",
    status: "completed",
    started_at: START,
    ended_at: later(60),
    seconds: 60,
    notes: "done",
    phases: [
      {
        id: "PLAN",
        name: "Phase PLAN",
        status: "completed",
        total: 3,
        completed: 1,
        skipped: 1,
        open: 1,
      },
      {
        id: "LEARN",
        name: "Phase LEARN",
        status: "active",
        total: 2,
        completed: 2,
        skipped: 0,
        open: 0,
      },
      {
        id: "REVIEW",
        name: "Phase REVIEW",
        status: "pending",
        total: 1,
        completed: 0,
        skipped: 0,
        open: 1,
      },
    ],
    skipped: [{ phase: "PLAN", item: "g", reason: "forced through", gate: true }],
    reviews: { done: ["quality"], missing: ["security"] },
    learnings: [{ item: "lesson", notes: "measure first" }],
    unreached: ["REVIEW"],
  });
});

Deno.test("summaryFacts() of an abandoned workflow ends at its last event and gives the reason", () => {
  const fold = started(workflow([phase("PLAN", [item("a")])]));
  applyEvent(fold, event("workflow_abandoned", null, null, { reason: "too big" }));
  const { status, ended_at, seconds, notes } = summaryFacts(fold);
  assert.deepEqual([status, ended_at, seconds, notes], ["abandoned", later(60), 60, "too big"]);
});

Deno.test("summaryFacts() reads times with offset, with Z and, as UTC, without zone", () => {
  for (
    const [end, seconds] of [
      ["2026-11-23T10:00:30.5Z", 30],
      ["2026-11-23T12:01:00.000001+02:00", 60],
      ["2026-11-23T10:02:00", 120],
      ["2026-11-23T09:00:00Z", null],
      ["yesterday", null],
    ] as const
  ) {
    const fold = started(workflow([phase("PLAN", [])]));
    fold.state.completed_at = end;
    assert.equal(summaryFacts(fold).seconds, seconds, end);
  }
});
