import assert from "node:assert/strict";
import fc from "fast-check";
import type { JsonObject, JsonValue } from "../../src/workflow/json.ts";
import type { ItemState, WorkflowState } from "../../src/workflow/state.ts";
import { stateEntries, stateFromJson, stateToText } from "../../src/workflow/state_json.ts";
import { item, later, phase, START, started, workflow } from "./samples.ts";

/** Ids that an object used as a map would reorder, swallow or find on its prototype. */
const IDS = ["1", "10", "2", "constructor", "__proto__", "a"];

const KEYS = [
  "workflow_id",
  "workflow_type",
  "workflow_version",
  "task_description",
  "project",
  "status",
  "current_phase_id",
  "phases",
  "created_at",
  "updated_at",
  "completed_at",
  "metadata",
  "workflow_definition",
  "constraints",
];

function parse(text: string): JsonObject {
  return JSON.parse(text);
}

function json(more: JsonObject = {}): JsonObject {
  return {
    workflow_id: "wf_00c0ffee",
    workflow_type: "Sample",
    workflow_version: "1.0",
    task_description: "Do it",
    current_phase_id: "PLAN",
    ...more,
  };
}

const text = fc.string({ unit: "binary", maxLength: 12 });
const value = fc.json({ maxDepth: 2 }).map((text): JsonValue => JSON.parse(text));
const details = fc.dictionary(fc.constantFrom(...IDS), value)
  .map((found): JsonObject => JSON.parse(JSON.stringify(found)));
const itemState = fc.record(
  {
    status: fc.constantFrom<ItemState["status"]>("pending", "failed", "completed", "skipped"),
    started_at: fc.constant(later(1)),
    completed_at: fc.constant(later(2)),
    skipped_at: fc.constant(later(3)),
    skip_reason: text,
    notes: text,
    verification_result: details,
    retry_count: fc.integer({ min: 1, max: 9 }),
    evidence: value.filter((found) => found !== null),
    gate_result: details,
  },
  { requiredKeys: ["status"] },
);

/** States of a definition whose ids are all hostile, as a session may have them. */
const anyState: fc.Arbitrary<WorkflowState> = fc.record({
  order: fc.shuffledSubarray(IDS, { minLength: 1 }),
  items: fc.dictionary(fc.constantFrom("1", "10", "2", "constructor", "a"), itemState),
  task: text,
  metadata: details,
  extra: value,
}).map(({ order, items, task, metadata, extra }) => {
  const phases = order.map((id) => phase(`P${id}`, order.map((name) => item(`${name}_${id}`))));
  const { state } = started(workflow([phase("P", order.map((id) => item(id))), ...phases]));
  const first = state.phases.get("P")?.items;
  for (const id of order) {
    if (Object.hasOwn(items, id)) first?.set(id, JSON.parse(JSON.stringify({ id, ...items[id] })));
  }
  return {
    ...state,
    task_description: task,
    metadata: new Map(Object.entries(metadata)),
    extra: new Map<string, JsonValue>([["__proto__", extra], ["later", 1]]),
  };
});

Deno.test("a state survives its text whatever the ids are, in the definition's order", () => {
  fc.assert(fc.property(anyState, (state) => {
    const written = stateToText(state);
    const read = stateFromJson(parse(written), state.workflow_definition);
    assert.deepEqual(read, state);
    assert.deepEqual([...read?.phases.keys() ?? []], [...state.phases.keys()]);
    for (const { id, items } of state.phases.values()) {
      assert.deepEqual([...read?.phases.get(id)?.items.keys() ?? []], [...items.keys()]);
    }
    if (read !== null) assert.equal(stateToText({ ...read, metadata: state.metadata }), written);
  }));
});

Deno.test("the text has the predecessor's keys in its order, one to a line", () => {
  const { state } = started(workflow([phase("PLAN", [item("a")])]));
  assert.deepEqual(Object.keys(parse(stateToText(state))), KEYS);
  assert.deepEqual(stateEntries(state).map(([key]) => key), KEYS);
  const lines = stateToText(state, [["_fold", "{}"], ["_applied", `{"seq":2}`]]).split("\n");
  assert.deepEqual(lines.slice(-5), [
    `"constraints":[],`,
    `"_fold":{},`,
    `"_applied":{"seq":2}`,
    "}",
    "",
  ]);
  assert.equal(lines[1], `"workflow_id":"wf_00c0ffee",`);
});

Deno.test("the text leaves out what the predecessor's loader fills in", () => {
  const { state } = started(workflow([phase("PLAN", [item("a"), item("b")])]));
  state.phases.get("PLAN")?.items.set("b", {
    id: "b",
    status: "completed",
    completed_at: later(5),
    notes: null,
    skip_reason: null,
  });
  assert.deepEqual(parse(stateToText(state))["phases"], {
    PLAN: {
      id: "PLAN",
      status: "active",
      started_at: later(0),
      items: {
        a: { id: "a", status: "pending" },
        b: { id: "b", status: "completed", completed_at: later(5) },
      },
    },
  });
});

Deno.test("stateFromJson() fills in what the oldest files lack", () => {
  const state = stateFromJson(json(), null);
  assert.deepEqual(state, {
    ...json(),
    project: null,
    status: "active",
    phases: new Map(),
    created_at: "1970-01-01T00:00:00Z",
    updated_at: "1970-01-01T00:00:00Z",
    completed_at: null,
    metadata: new Map(),
    workflow_definition: null,
    constraints: [],
    extra: new Map(),
  });
});

Deno.test("stateFromJson() keeps unknown keys, and drops those that seal other bytes", () => {
  const state = stateFromJson(
    json({
      _version: "3.0",
      _checksum: "00",
      _updated_at: START,
      _fold: {},
      _applied: {},
      team: ["x"],
      phases: {
        PLAN: {
          id: "PLAN",
          status: "active",
          notes: "phase",
          items: { a: { id: "a", status: "completed", files_modified: ["x"], extra: null } },
        },
      },
    }),
    null,
  );
  assert.ok(state);
  assert.deepEqual(state.extra, new Map([["team", ["x"]]]));
  const written = parse(stateToText(state));
  assert.deepEqual(written["team"], ["x"]);
  assert.equal("_checksum" in written, false);
  assert.deepEqual(written["phases"], {
    PLAN: {
      id: "PLAN",
      status: "active",
      items: { a: { id: "a", status: "completed", files_modified: ["x"], extra: null } },
      notes: "phase",
    },
  });
});

Deno.test("stateFromJson() orders by the definition and makes pending what the state lacks", () => {
  const definition = workflow([phase("B", [item("b2"), item("b1")]), phase("A", [item("a")])]);
  const state = stateFromJson(
    json({
      current_phase_id: "B",
      phases: {
        OLD: { id: "OLD", items: { x: { id: "x" } } },
        B: { id: "B", status: "active", items: { old: { status: "failed" }, b1: { id: "b1" } } },
      },
    }),
    definition,
  );
  assert.deepEqual([...state?.phases.keys() ?? []], ["B", "A", "OLD"]);
  assert.deepEqual([...state?.phases.get("B")?.items.values() ?? []], [
    { id: "b2", status: "pending" },
    { id: "b1", status: "pending" },
    { id: "old", status: "failed" },
  ]);
  assert.deepEqual(state?.phases.get("A")?.items.get("a"), { id: "a", status: "pending" });
});

Deno.test("stateFromJson() takes the definition inside, unless one is given", () => {
  const { state } = started(workflow([phase("PLAN", [item("b"), item("a")])]));
  const read = stateFromJson(parse(stateToText(state)), null);
  assert.deepEqual(read?.workflow_definition, state.workflow_definition);
  const other = workflow([phase("PLAN", [item("a")])]);
  assert.equal(stateFromJson(parse(stateToText(state)), other)?.workflow_definition, other);
});

Deno.test("the spelling of a number that JSON.rawJSON keeps is written as it is", () => {
  const { state } = started(workflow([phase("PLAN", [item("a")])]));
  const rawJSON: unknown = Reflect.get(JSON, "rawJSON");
  assert.ok(typeof rawJSON === "function");
  const found = state.phases.get("PLAN")?.items.get("a");
  assert.ok(found);
  found.gate_result = { duration_seconds: rawJSON("1.0") };
  assert.match(stateToText(state), /"gate_result":\{"duration_seconds":1\.0\}/);
});

Deno.test("what is no state is refused", () => {
  const bad: readonly (JsonObject | string | null | readonly string[])[] = [
    null,
    "state",
    [],
    { tasks: {}, dependencies: {}, completed: [], blockers: [] },
    json({ workflow_id: 1 }),
    json({ workflow_type: null }),
    json({ workflow_version: 1 }),
    json({ task_description: [] }),
    json({ current_phase_id: null }),
    json({ status: "done" }),
    json({ status: ["active"] }),
    json({ project: 1 }),
    json({ created_at: 5 }),
    json({ completed_at: 5 }),
    json({ metadata: [] }),
    json({ constraints: [1] }),
    json({ phases: [] }),
    json({ phases: { P: null } }),
    json({ phases: { P: { status: "done" } } }),
    json({ phases: { P: { items: [] } } }),
    json({ phases: { P: { started_at: 1 } } }),
    json({ phases: { P: { items: { a: null } } } }),
    json({ phases: { P: { items: { a: { status: "done" } } } } }),
    json({ phases: { P: { items: { a: { notes: 1 } } } } }),
    json({ phases: { P: { items: { a: { retry_count: "1" } } } } }),
    json({ phases: { P: { items: { a: { gate_result: "x" } } } } }),
  ];
  for (const one of bad) assert.equal(stateFromJson(one, null), null, JSON.stringify(one));
});
