import assert from "node:assert/strict";
import fc from "fast-check";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import { definitionChanges } from "../../src/workflow/definition_changes.ts";
import { definitionToJson } from "../../src/workflow/definition_json.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { planReload } from "../../src/workflow/reload.ts";
import { reloadState } from "../../src/workflow/reload_state.ts";
import { stateToText } from "../../src/workflow/state_json.ts";
import { event, failureOf, item, phase, play, started, verification, workflow } from "./samples.ts";

const BEFORE = workflow([
  phase("P", [item("a"), item("b")]),
  phase("Q", [item("c"), item("d")]),
  phase("R", [item("e")]),
]);
const ORIGIN = { path: "workflow.yaml", checksum: "0123456789abcdef" };

/** A workflow in its second phase: a completed, b skipped, c failed, d open. */
function inSecondPhase(): Fold {
  const fold = started(BEFORE);
  for (
    const one of [
      event("item_completed", "P", "a", { notes: "done" }),
      event("item_skipped", "P", "b", { reason: "not needed" }),
      event("phase_completed", "P", null),
      event("phase_started", "Q", null),
      event("verification_failed", "Q", "c", { exit_code: 1 }),
    ]
  ) assert.equal(applyEvent(fold, one), "applied");
  return fold;
}

function reload(fold: Fold, definition: WorkflowDefinition): string[] {
  return play(fold, planReload(fold, { definition, origin: ORIGIN, name: "workflow.yaml" }).events);
}

Deno.test("what is done stays, new items are pending, open items may go or move", () => {
  const fold = inSecondPhase();
  const after = workflow([
    phase("P", [item("b"), item("a", { verification: verification("command", "true") })]),
    phase("Q", [item("new"), item("c")]),
    phase("NEW", [item("f")]),
    phase("R", [item("d"), item("e")]),
  ]);
  assert.deepEqual(reload(fold, after), ["applied"]);
  const { phases, workflow_definition, metadata } = fold.state;
  assert.deepEqual(workflow_definition, after);
  assert.deepEqual(
    Array.from(phases, ([id, { status, items }]) => [
      id,
      status,
      Array.from(items.values(), (one) => `${one.id} ${one.status}`),
    ]),
    [
      ["P", "completed", ["b skipped", "a completed"]],
      ["Q", "active", ["new pending", "c failed"]],
      ["NEW", "pending", ["f pending"]],
      ["R", "pending", ["d pending", "e pending"]],
    ],
  );
  assert.equal(phases.get("P")?.items.get("a")?.notes, "done");
  assert.equal(phases.get("Q")?.items.get("c")?.retry_count, 1);
  assert.equal(metadata.get("workflow_yaml_checksum"), ORIGIN.checksum);
});

const PROBLEMS: readonly (readonly [string, WorkflowDefinition, readonly object[]])[] = [
  [
    "an item that is done is missing",
    workflow([phase("P", [item("a")]), phase("Q", [item("c"), item("d")])]),
    [{ kind: "item_missing", item: "b", phase: "P" }],
  ],
  [
    "an item that is done is in another phase",
    workflow([phase("P", [item("a")]), phase("Q", [item("b"), item("c")])]),
    [{ kind: "item_moved", item: "b", phase: "P" }],
  ],
  [
    "a phase that has ended has a new item",
    workflow([phase("P", [item("a"), item("b"), item("z")]), phase("Q", [item("c")])]),
    [{ kind: "item_late", item: "z", phase: "P" }],
  ],
  [
    "the current phase is missing",
    workflow([phase("P", [item("a"), item("b")]), phase("R", [item("e")])]),
    [{ kind: "phase_missing", phase: "Q" }],
  ],
  [
    "a new phase stands before the current one",
    workflow([phase("P", [item("a"), item("b")]), phase("N", []), phase("Q", [item("c")])]),
    [{ kind: "phase_moved", phase: "Q" }],
  ],
];

for (const [name, definition, problems] of PROBLEMS) {
  Deno.test(`a reload is refused where ${name}, by the plan and by the fold`, () => {
    const fold = inSecondPhase();
    const request = { definition, origin: ORIGIN, name: "workflow.yaml" };
    assert.deepEqual(failureOf(() => planReload(fold, request)), {
      code: "reload.refused",
      facts: { path: "workflow.yaml", problems },
    });
    const before = stateToText(fold.state);
    const forged = event("workflow_reloaded", null, null, {
      definition: definitionToJson(definition),
      ...ORIGIN,
    });
    assert.equal(applyEvent(fold, forged), "refused");
    assert.equal(stateToText(fold.state), before);
  });
}

Deno.test("the same definition changes nothing; another text of it is noted once", () => {
  const fold = inSecondPhase();
  assert.deepEqual(reload(fold, BEFORE), ["applied"]);
  assert.deepEqual(reload(fold, BEFORE), []);
});

Deno.test("a workflow that has ended takes over nothing", () => {
  const fold = inSecondPhase();
  applyEvent(fold, event("workflow_abandoned", null, null));
  const request = { definition: BEFORE, origin: ORIGIN, name: "workflow.yaml" };
  assert.equal(failureOf(() => planReload(fold, request)).code, "workflow.not_active");
  const forged = event("workflow_reloaded", null, null, { definition: definitionToJson(BEFORE) });
  assert.equal(applyEvent(fold, forged), "refused");
  assert.equal(applyEvent(inSecondPhase(), event("workflow_reloaded", null, null)), "refused");
});

Deno.test("changes name settings, phases, items and their values", () => {
  const before = workflow([phase("P", [item("a"), item("b")]), phase("Q", [])], { x: 1, y: "z" });
  const after = workflow([
    phase("Q", [item("b", { required: false })], { name: "Other" }),
    phase("P", [item("n")]),
    phase("R", []),
  ], { x: 2, w: "v" });
  assert.deepEqual(definitionChanges(before, before), []);
  assert.deepEqual(
    definitionChanges(before, after).map((change) =>
      change.kind === "setting"
        ? `${change.setting}: ${JSON.stringify([change.from, change.to])}`
        : `${change.kind} ${change.phase}/${change.item}${
          change.kind === "value" ? ` ${change.field}` : ""
        }`
    ),
    [
      "x: [1,2]",
      'y: ["z",null]',
      'w: [null,"v"]',
      "moved Q/null",
      "value Q/null name",
      "moved P/null",
      "added R/null",
      "removed P/a",
      "moved Q/b",
      "value Q/b required",
      "added P/n",
    ],
  );
});

Deno.test("whatever a definition looks like, a reload keeps every item that is done or is refused", () => {
  const anyDefinition = fc.shuffledSubarray(["a", "b", "c", "d", "e", "n"]).chain((ids) =>
    fc.tuple(
      fc.shuffledSubarray(["P", "Q", "R", "N"], { minLength: 1 }),
      fc.array(fc.nat(3), { minLength: ids.length, maxLength: ids.length }),
    ).map(([phases, places]) =>
      workflow(
        phases.map((id, index) =>
          phase(
            id,
            ids.filter((_, at) => (places[at] ?? 0) % phases.length === index).map((one) =>
              item(one)
            ),
          )
        ),
      )
    )
  );
  fc.assert(fc.property(anyDefinition, (definition) => {
    const fold = inSecondPhase();
    const before = stateToText(fold.state);
    const { state } = reloadState(fold.state, definition, null);
    assert.equal(stateToText(fold.state), before);
    if (state === null) return;
    assert.equal(state.phases.get("P")?.items.get("a")?.status, "completed");
    assert.equal(state.phases.get("P")?.items.get("b")?.status, "skipped");
    assert.equal(state.phases.get("Q")?.status, "active");
    assert.deepEqual([...state.phases.keys()], definition.phases.map(({ id }) => id));
  }));
});
