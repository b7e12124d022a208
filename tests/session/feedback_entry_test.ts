import assert from "node:assert/strict";
import {
  type FeedbackFrame,
  processLine,
  toolLine,
  workflowHash,
} from "../../src/session/feedback_entry.ts";
import type { FeedbackFacts } from "../../src/workflow/feedback.ts";

const FACTS: FeedbackFacts = {
  workflowId: "wf_5ec3e7id",
  task: "Private task",
  seconds: 90,
  phases: new Map([["PLAN", 60], ["learn", 5], ["PRIVATE_PHASE", 7]]),
  agentsInParallel: false,
  reviewed: true,
  errorCount: 1,
  errors: ["private_item: private failure"],
  skippedCount: 1,
  skipped: ["private_item: private reason"],
  learnings: "private learning",
};

const FRAME: FeedbackFrame = {
  timestamp: "2026-11-22T10:00:00.000000Z",
  version: "9.9.9",
  repoType: "python",
  repo: "owner/private",
  salt: null,
  answers: {
    what_went_well: "private answer",
    challenges: "private hardship",
    improvements: "private wish",
  },
};

/** The keys that the predecessor allowed in a line that may be shared. */
const ALLOWED = [
  "timestamp",
  "workflow_id_hash",
  "mode",
  "orchestrator_version",
  "repo_type",
  "duration_seconds",
  "phases",
  "parallel_agents_used",
  "reviews_performed",
  "errors_count",
  "items_skipped_count",
];

Deno.test("toolLine() has the allowed keys and nothing that anybody wrote", () => {
  const line = toolLine(FACTS, FRAME);
  const value = JSON.parse(line);
  assert.deepEqual(Object.keys(value).toSorted(), ALLOWED.toSorted());
  assert.deepEqual(value.phases, { PLAN: 60, LEARN: 5 });
  assert.doesNotMatch(line, /private|PRIVATE|wf_/);
});

Deno.test("toolLine() leaves out phases when none has a common name", () => {
  const value = JSON.parse(toolLine({ ...FACTS, phases: new Map([["MINE", 1]]) }, FRAME));
  assert.equal("phases" in value, false);
});

Deno.test("workflowHash() is the predecessor's, and another with a salt of one's own", () => {
  // Of a line that the predecessor wrote about a workflow that it called "unknown".
  assert.equal(workflowHash("unknown", null), "b0aaee280a5599b2");
  assert.notEqual(workflowHash("unknown", "salt"), "b0aaee280a5599b2");
});

Deno.test("processLine() keeps what was written, without secrets, and answers only if asked", () => {
  const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
  const facts = { ...FACTS, learnings: `Use ${token}`, errors: [token] };
  const line = processLine(facts, FRAME, null);
  assert.ok(!line.includes(token));
  const value = JSON.parse(line);
  assert.equal(value.challenges, "private hardship");
  assert.equal(value.mode, "interactive");
  const auto = JSON.parse(processLine(FACTS, { ...FRAME, answers: null }, null));
  assert.deepEqual(Object.keys(auto), [
    "timestamp",
    "workflow_id",
    "task",
    "repo",
    "mode",
    "parallel_agents_used",
    "errors_summary",
    "items_skipped_reasons",
    "learnings",
  ]);
});
