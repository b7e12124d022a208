import assert from "node:assert/strict";
import type { LoggedEvent } from "../../src/workflow/event.ts";
import { feedbackFacts } from "../../src/workflow/feedback.ts";
import { createFold } from "../../src/workflow/fold.ts";
import { newState } from "../../src/workflow/new_state.ts";
import { item, phase, START, workflow } from "./samples.ts";

Deno.test("feedbackFacts() counts failures, tells of agents in parallel and how long phases took", () => {
  const agent = (evidence: string) => ({ actor: "agent", details: { actor_evidence: evidence } });
  const facts = feedbackFacts(fold(), [
    event("phase_started", { phase_id: "PLAN", timestamp: "2026-01-05T10:00:00.000000Z" }),
    event("gate_failed", { message: "No", item_id: "a", ...agent("env:CLAUDECODE") }),
    event("verification_failed", { message: "Late", item_id: "a", details: { late: true } }),
    event("error", { message: "Broken", ...agent("env:GEMINI_CLI") }),
    event("phase_completed", { phase_id: "PLAN", timestamp: "2026-01-05T10:01:30.900000Z" }),
  ]);
  assert.equal(facts.errorCount, 2);
  assert.deepEqual(facts.errors, ["a: No", "Broken"]);
  assert.equal(facts.agentsInParallel, true);
  assert.deepEqual([...facts.phases], [["PLAN", 90]]);
  assert.equal(facts.reviewed, false);
});

Deno.test("feedbackFacts() takes the notes of document_learnings, else all notes of LEARN", () => {
  const state = fold();
  const learn = state.state.phases.get("LEARN");
  const [first, second] = ["other", "document_learnings"].map((id) => learn?.items.get(id));
  assert.ok(first && second);
  first.status = "completed";
  first.notes = "Something";
  assert.equal(feedbackFacts(state, []).learnings, "other: Something");
  second.status = "completed";
  second.notes = "Ask earlier";
  assert.equal(feedbackFacts(state, []).learnings, "Ask earlier");
});

function fold(): ReturnType<typeof createFold> {
  return createFold(newState({
    workflow_id: "wf_00c0ffee",
    definition: workflow([
      phase("PLAN", [item("a")]),
      phase("LEARN", [item("other"), item("document_learnings")]),
    ]),
    task: "Do it",
    project: null,
    constraints: [],
    metadata: new Map(),
    now: START,
  }));
}

function event(event_type: string, more: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    timestamp: START,
    event_type,
    workflow_id: "wf_00c0ffee",
    phase_id: null,
    item_id: null,
    message: "",
    details: {},
    actor: "system",
    ...more,
  };
}
