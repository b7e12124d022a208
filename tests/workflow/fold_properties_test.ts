import assert from "node:assert/strict";
import fc from "fast-check";
import { EVENT_TYPES, type SessionEvent } from "../../src/workflow/event.ts";
import {
  applyEvent,
  createFold,
  type Fold,
  memoryFromJson,
  memoryToJson,
} from "../../src/workflow/fold.ts";
import { stateFromJson, stateToText } from "../../src/workflow/state_json.ts";
import { event, item, later, phase, started, workflow } from "./samples.ts";

const ITEMS = ["1", "10", "2", "constructor", "__proto__", "quality_review"];
const DEFINITION = workflow([
  phase("P", ITEMS.map((id) => item(id))),
  phase("Q", [item("b"), item("security_review")], { exit_gate: "human_approval" }),
  phase("R", [item("c")]),
]);

const details = fc.record(
  {
    late: fc.constantFrom(true, false, "true"),
    approved: fc.constantFrom(true, false, 1),
    notes: fc.option(fc.string({ maxLength: 5 })),
    reason: fc.option(fc.string({ maxLength: 5 })),
    review_type: fc.constantFrom("quality", null, 7),
    evidence: fc.jsonValue({ maxDepth: 1 }),
  },
  { requiredKeys: [] },
).map((value): SessionEvent["details"] => JSON.parse(JSON.stringify(value)));

/** Mostly events that fit, so that sequences get somewhere; some that fit nowhere. */
const anyEvent: fc.Arbitrary<SessionEvent> = fc.record({
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<string>(...EVENT_TYPES) },
    { weight: 4, arbitrary: fc.constantFrom("item_completed", "phase_completed", "phase_started") },
    { weight: 1, arbitrary: fc.constantFrom("constructor", "state_lost", "") },
  ).filter((type) => !type.startsWith("workflow_")),
  phase: fc.constantFrom("P", "P", "Q", "R", null, "__proto__"),
  item: fc.constantFrom(...ITEMS, "b", "security_review", "c", null, "toString"),
  details,
  seconds: fc.integer({ min: 0, max: 999 }),
}).map(({ type, phase, item, details, seconds }) => ({
  ...event(type, phase, item, details, "Workflow abandoned: x"),
  timestamp: later(seconds),
}));

const end = fc.constantFrom(
  "workflow_completed",
  "workflow_abandoned",
  "workflow_started",
  "error",
);
const anyEvents = fc.tuple(fc.array(anyEvent, { maxLength: 60 }), end, fc.array(anyEvent))
  .map(([before, type, after]) => [...before, event(type, null, null), ...after]);

function textOf(fold: Fold): string {
  return stateToText(fold.state) + JSON.stringify(memoryToJson(fold.memory));
}

function throughJson(fold: Fold): Fold {
  const state = stateFromJson(JSON.parse(stateToText(fold.state)), DEFINITION);
  const memory = memoryFromJson(JSON.parse(JSON.stringify(memoryToJson(fold.memory))));
  assert.ok(state !== null && memory !== null);
  return createFold(state, memory);
}

Deno.test("the fold is total, and a refused event changes nothing but the count", () => {
  fc.assert(fc.property(anyEvents, (events) => {
    const fold = started(DEFINITION);
    for (const one of events) {
      const before = stateToText(fold.state);
      const { refused, reviews: { size } } = fold.memory;
      const outcome = applyEvent(fold, one);
      assert.equal(fold.memory.refused, refused + (outcome === "refused" ? 1 : 0));
      if (outcome === "applied") {
        assert.equal(fold.state.updated_at, one.timestamp);
      } else {
        assert.equal(stateToText(fold.state), before);
        assert.equal(fold.memory.reviews.size, size);
      }
    }
  }));
});

Deno.test("the same events lead to the same state", () => {
  fc.assert(fc.property(anyEvents, (events) => {
    const folds = [started(DEFINITION), started(DEFINITION)];
    for (const fold of folds) for (const one of events) applyEvent(fold, structuredClone(one));
    const [first, second] = folds.map(textOf);
    assert.equal(first, second);
  }));
});

Deno.test("it does not matter where the cache fell", () => {
  fc.assert(fc.property(anyEvents, fc.nat(), (events, at) => {
    const whole = started(DEFINITION);
    let cached = started(DEFINITION);
    events.forEach((one, index) => {
      if (index === at % events.length) cached = throughJson(cached);
      assert.equal(applyEvent(cached, one), applyEvent(whole, one));
    });
    assert.equal(textOf(cached), textOf(whole));
    assert.deepEqual(throughJson(cached), throughJson(whole));
  }));
});

Deno.test("a completed item stays completed and phases never go back", () => {
  fc.assert(fc.property(anyEvents, (events) => {
    const fold = started(DEFINITION);
    const done = new Set<string>();
    let reached = 0;
    for (const one of events) {
      applyEvent(fold, one);
      const order = [...fold.state.phases.keys()];
      const now = order.indexOf(fold.state.current_phase_id);
      assert.ok(now >= reached);
      reached = now;
      for (const { items } of fold.state.phases.values()) {
        for (const { id, status } of items.values()) {
          if (status === "completed") done.add(id);
          assert.equal(status === "completed", done.has(id));
        }
      }
    }
  }));
});
