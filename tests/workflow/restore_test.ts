import assert from "node:assert/strict";
import fc from "fast-check";
import { checkpointFromText, checkpointToText } from "../../src/workflow/checkpoint.ts";
import { checkpointOf } from "../../src/workflow/checkpoint_of.ts";
import {
  applyEvent,
  createFold,
  type Fold,
  memoryFromJson,
  memoryToJson,
} from "../../src/workflow/fold.ts";
import { parseJsonText } from "../../src/workflow/json_text.ts";
import { planRestore } from "../../src/workflow/restore.ts";
import { stateChanges } from "../../src/workflow/state_changes.ts";
import { stateFromJson, stateToText } from "../../src/workflow/state_json.ts";
import type { Checkpoint } from "../../src/workflow/checkpoint.ts";
import type { SessionEvent } from "../../src/workflow/event.ts";
import { event, failureOf, item, later, phase, play, seal, started, workflow } from "./samples.ts";

const DEFINITION = workflow([
  phase("P", ["1", "10", "2", "constructor", "quality_review"].map((id) => item(id))),
  phase("Q", [item("b"), item("security_review")]),
]);

const WORDS = { message: "m", decisions: ["d"], files: ["f"] };

/** A checkpoint of a fold, through the text of its file. */
function checkpointed(fold: Fold, id = "cp_1"): Checkpoint {
  const text = checkpointToText(
    id,
    checkpointOf(fold, WORDS, later(5), null),
    stateToText(fold.state),
  );
  const read = checkpointFromText(text);
  assert.ok(typeof read !== "string", text);
  return read;
}

function restore(fold: Fold, checkpoint: Checkpoint): string[] {
  return play(fold, planRestore(fold, "cp_1", checkpoint).events("cp_2"), 900);
}

const anyEvent: fc.Arbitrary<SessionEvent> = fc.record({
  type: fc.constantFrom(
    "item_completed",
    "item_skipped",
    "gate_failed",
    "human_override",
    "item_failed",
  ),
  item: fc.constantFrom("1", "10", "2", "constructor", "quality_review", "b", "security_review"),
  phase: fc.constantFrom("P", "Q"),
  seconds: fc.integer({ min: 0, max: 800 }),
  advance: fc.integer({ min: 0, max: 9 }),
}).map(({ type, item, phase, seconds, advance }) => ({
  ...(advance === 0
    ? event("phase_completed", "P", null)
    : advance === 1
    ? event("phase_started", "Q", null)
    : event(type, phase, item, { notes: `n${seconds}`, duration_seconds: 0.5 })),
  timestamp: later(seconds),
}));

Deno.test("a restore leads to the state of the checkpoint, whatever happened since", () => {
  fc.assert(fc.property(fc.array(anyEvent), fc.array(anyEvent), (before, since) => {
    const fold = started(DEFINITION);
    for (const one of before) applyEvent(fold, one);
    const then = stateToText({ ...fold.state, updated_at: "" });
    const checkpoint = checkpointed(fold);
    for (const one of since) applyEvent(fold, one);
    const hasChanged = stateToText({ ...fold.state, updated_at: "" }) !== then;
    assert.deepEqual(restore(fold, checkpoint), hasChanged ? ["applied"] : []);
    assert.equal(stateToText({ ...fold.state, updated_at: "" }), then);
    if (hasChanged) assert.equal(fold.state.updated_at, later(900));
  }));
});

Deno.test("it does not matter for a restore where the cache fell", () => {
  fc.assert(fc.property(fc.array(anyEvent, { minLength: 1 }), (events) => {
    const fold = started(DEFINITION);
    const checkpoint = checkpointed(fold);
    for (const one of events) applyEvent(fold, one);
    const state = stateFromJson(parseJsonText(stateToText(fold.state)), DEFINITION);
    const memory = memoryFromJson(memoryToJson(fold.memory));
    assert.ok(state !== null && memory !== null);
    const cached = createFold(state, memory);
    restore(fold, checkpoint);
    restore(cached, checkpoint);
    assert.equal(stateToText(cached.state), stateToText(fold.state));
    assert.deepEqual(memoryToJson(cached.memory), memoryToJson(fold.memory));
  }));
});

Deno.test("numbers keep the spelling that the predecessor gave them", () => {
  const fold = started(DEFINITION);
  const text = JSON.stringify(JSON.parse(stateToText(fold.state)))
    .replace(
      '"id":"1","status":"pending"',
      '"id":"1","status":"pending","gate_result":{"t":1.0,"u":1e-05}',
    )
    .replace('"metadata":{', '"metadata":{"seconds":2.50');
  const checkpoint = checkpointFromText(
    checkpointToText("cp_1", checkpointOf(fold, WORDS, later(5), null), text),
  );
  assert.ok(typeof checkpoint !== "string");
  assert.deepEqual(restore(fold, checkpoint), ["applied"]);
  assert.match(stateToText(fold.state), /"gate_result":\{"t":1\.0,"u":1e-05\}/);
  assert.match(stateToText(fold.state), /"seconds":2\.50/);
});

Deno.test("a state without a definition goes on by the one that the workflow has", () => {
  const fold = started(DEFINITION);
  const { workflow_definition: _, ...bare } = JSON.parse(stateToText(fold.state));
  const checkpoint = { ...checkpointed(fold), workflow_state_snapshot: bare };
  play(fold, [draft("item_completed", "1")]);
  assert.deepEqual(restore(fold, checkpoint), ["applied"]);
  assert.deepEqual(fold.state.workflow_definition, DEFINITION);
  assert.equal(fold.state.phases.get("P")?.items.get("1")?.status, "pending");
});

Deno.test("reviews that were done after the checkpoint are not done any more", () => {
  const fold = started(DEFINITION);
  play(fold, [{ ...draft("item_completed", "quality_review") }]);
  const checkpoint = checkpointed(fold);
  applyEvent(fold, event("review_completed", null, null, { review_type: "vibe" }));
  play(fold, [draft("item_completed", "1")]);
  restore(fold, checkpoint);
  assert.deepEqual([...fold.memory.reviews], ["quality"]);
});

function draft(type: "item_completed", id: string) {
  return { event_type: type, phase_id: "P", item_id: id, message: "", details: {} };
}

const REFUSED: Readonly<Record<string, (fold: Fold, good: SessionEvent) => SessionEvent>> = {
  "without a state": (_fold, good) => ({ ...good, details: {} }),
  "with something else than a state": (_fold, good) => ({ ...good, details: { state: [1] } }),
  "with the state of another workflow": (_fold, good) => ({
    ...good,
    details: { state: changedState(good, "workflow_id", "wf_other") },
  }),
  "with a state that has ended": (_fold, good) => ({
    ...good,
    details: { state: changedState(good, "status", "completed") },
  }),
  "with a current phase that is not there": (_fold, good) => ({
    ...good,
    details: { state: changedState(good, "current_phase_id", "Z") },
  }),
  "after the workflow has ended": (fold, good) => {
    applyEvent(fold, event("workflow_completed", null, null));
    return good;
  },
};

for (const [name, spoil] of Object.entries(REFUSED)) {
  Deno.test(`the fold refuses a restore ${name} and changes nothing`, () => {
    const fold = started(DEFINITION);
    const checkpoint = checkpointed(fold);
    play(fold, [draft("item_completed", "1")]);
    const [good] = seal(planRestore(fold, "cp_1", checkpoint).events("cp_2"));
    assert.ok(good !== undefined);
    const bad = spoil(fold, good);
    const before = stateToText(fold.state);
    assert.equal(applyEvent(fold, bad), "refused");
    assert.equal(stateToText(fold.state), before);
    assert.equal(fold.memory.refused, 1);
  });
}

function changedState(good: SessionEvent, key: string, value: string) {
  const state = good.details["state"];
  assert.ok(typeof state === "object" && state !== null);
  return { ...state, [key]: value };
}

Deno.test("what cannot be restored is refused before anything is recorded", () => {
  const fold = started(DEFINITION);
  const good = checkpointed(fold);
  play(fold, [draft("item_completed", "1")]);
  const code = (checkpoint: Checkpoint) => failureOf(() => planRestore(fold, "cp_1", checkpoint));
  assert.equal(code({ ...good, workflow_id: "wf_other" }).code, "checkpoint.other_workflow");
  for (
    const [snapshot, problem] of [
      [null, "missing"],
      [{ tasks: {} }, "not_a_state"],
      ["x", "not_a_state"],
    ] as const
  ) {
    assert.deepEqual(code({ ...good, workflow_state_snapshot: snapshot }), {
      code: "checkpoint.no_state",
      facts: { checkpoint: "cp_1", problem },
    });
  }
  applyEvent(fold, event("workflow_completed", null, null));
  assert.equal(code(good).code, "workflow.not_active");
});

Deno.test("changes name the phase, items, approvals and parts, and nothing where nothing differs", () => {
  const fold = started(DEFINITION);
  const then = checkpointed(fold).workflow_state_snapshot;
  const before = stateFromJson(then, null);
  assert.ok(before !== null);
  assert.deepEqual(stateChanges(before, fold.state), []);
  play(fold, [draft("item_completed", "1")]);
  applyEvent(fold, event("human_override", "Q", null));
  applyEvent(fold, event("gate_failed", "P", "2", { exit_code: 1 }));
  const kinds = stateChanges(before, fold.state).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["item", "details", "metadata", "metadata"]);
});

Deno.test("a file that is no checkpoint says why", () => {
  assert.equal(checkpointFromText("{"), "not_json");
  assert.equal(checkpointFromText(""), "not_json");
  for (const text of ["[]", "null", "{}", '{"workflow_id":"w","timestamp":1}']) {
    assert.equal(checkpointFromText(text), "not_a_checkpoint");
  }
  assert.equal(
    checkpointFromText('{"workflow_id":"w","timestamp":"t","key_decisions":[1]}'),
    "not_a_checkpoint",
  );
  const read = checkpointFromText('{"workflow_id":"w","timestamp":"t","later":{"x":1}}');
  assert.ok(typeof read !== "string");
  assert.equal(read.workflow_state_snapshot, null);
});

Deno.test("the file of a checkpoint has the keys of the predecessor and no others, in its order", () => {
  const fold = started(DEFINITION);
  const text = checkpointToText(
    "cp_1",
    checkpointOf(fold, WORDS, later(5), "cp_0"),
    stateToText(fold.state),
  );
  assert.deepEqual(Object.keys(JSON.parse(text)), [
    "checkpoint_id",
    "workflow_id",
    "phase_id",
    "item_id",
    "timestamp",
    "message",
    "context_summary",
    "key_decisions",
    "file_manifest",
    "workflow_state_snapshot",
    "parent_checkpoint_id",
  ]);
  assert.match(text, /"timestamp": "2026-11-23T10:00:05\.000000\+00:00"/);
  assert.match(
    text,
    /"context_summary": "Task: Do it; Current Phase: P; Progress: 0\/7 items completed"/,
  );
  assert.doesNotMatch(text, /"_/);
});
