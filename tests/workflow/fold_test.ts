import assert from "node:assert/strict";
import {
  applyEvent,
  createFold,
  type Fold,
  memoryFromJson,
  memoryToJson,
} from "../../src/workflow/fold.ts";
import type { JsonObject } from "../../src/workflow/json.ts";
import type { ItemState } from "../../src/workflow/state.ts";
import { event, item, later, phase, started, workflow } from "./samples.ts";

const NOW = later(60);

function sample(): Fold {
  return started(workflow([
    phase("PLAN", [item("a"), item("b"), item("security_review")]),
    phase("DO", [item("c")]),
    phase("LAST", [item("d")]),
  ]));
}

function itemOf(fold: Fold, id: string): ItemState | undefined {
  return [...fold.state.phases.values()].map(({ items }) => items.get(id)).find(Boolean);
}

/** Applies one event about item `a` and returns what `a` is then. */
function afterEvent(type: string, details: JsonObject): ItemState | undefined {
  const fold = sample();
  assert.equal(applyEvent(fold, event(type, "PLAN", "a", details)), "applied");
  assert.equal(fold.state.updated_at, NOW);
  return itemOf(fold, "a");
}

Deno.test("item_started, item_failed and item_completed set the status and its time", () => {
  assert.deepEqual(afterEvent("item_started", {}), {
    id: "a",
    status: "in_progress",
    started_at: NOW,
  });
  assert.deepEqual(afterEvent("item_failed", {}), { id: "a", status: "failed" });
  assert.deepEqual(afterEvent("item_completed", { notes: "n", step_type: "flexible" }), {
    id: "a",
    status: "completed",
    completed_at: NOW,
    notes: "n",
  });
});

Deno.test("item_completed without notes drops earlier ones", () => {
  const fold = sample();
  const found = itemOf(fold, "a");
  assert.ok(found);
  found.notes = "earlier";
  applyEvent(fold, event("item_completed", "PLAN", "a", { notes: null }));
  assert.equal("notes" in found, false);
});

Deno.test("an approved item_completed records the approval", () => {
  assert.deepEqual(afterEvent("item_completed", { notes: null, approved: true }), {
    id: "a",
    status: "completed",
    completed_at: NOW,
    verification_result: { approved: true, approved_at: NOW, type: "manual_gate" },
  });
});

Deno.test("item_skipped takes its reason, or the predecessor's text for an automatic skip", () => {
  assert.equal(afterEvent("item_skipped", { reason: "no docs here" })?.skip_reason, "no docs here");
  const automatic = { supervision_mode: "zero_human", gate_name: "Approve" };
  assert.deepEqual(afterEvent("item_skipped", automatic), {
    id: "a",
    status: "skipped",
    skipped_at: NOW,
    skip_reason: "Auto-skipped (zero_human mode)",
  });
});

Deno.test("verification events keep their details; a failed one fails the item and counts", () => {
  const details = { type: "file_exists", exists: false };
  assert.deepEqual(afterEvent("verification_passed", details), {
    id: "a",
    status: "pending",
    verification_result: details,
  });
  assert.deepEqual(afterEvent("verification_failed", details), {
    id: "a",
    status: "failed",
    verification_result: details,
    retry_count: 1,
  });
});

Deno.test("gate events keep their details; a failed one counts and leaves the status", () => {
  const details = { success: false, exit_code: 3 };
  assert.deepEqual(afterEvent("gate_passed", details), {
    id: "a",
    status: "pending",
    gate_result: details,
  });
  assert.deepEqual(afterEvent("gate_failed", details), {
    id: "a",
    status: "pending",
    gate_result: details,
    retry_count: 1,
  });
});

Deno.test("evidence_validated stores the evidence, if the event carries any", () => {
  assert.deepEqual(afterEvent("evidence_validated", { evidence: { x: [1] } })?.evidence, {
    x: [1],
  });
  assert.deepEqual(afterEvent("evidence_validated", { evidence_schema: "S" }), {
    id: "a",
    status: "pending",
  });
});

Deno.test("events that only tell something change nothing but the time", () => {
  for (
    const type of [
      "gate_executed",
      "gate_retry",
      "evidence_rejected",
      "skip_validated",
      "skip_rejected",
      "review_started",
      "review_failed",
    ]
  ) {
    assert.deepEqual(afterEvent(type, { reason: "x" }), { id: "a", status: "pending" }, type);
  }
});

Deno.test("phase events lead from one phase to the next", () => {
  const fold = sample();
  assert.equal(applyEvent(fold, event("phase_completed", "PLAN", null)), "applied");
  assert.equal(applyEvent(fold, event("phase_started", "LAST", null)), "refused");
  assert.equal(applyEvent(fold, event("phase_started", "DO", null)), "applied");
  const { phases, current_phase_id } = fold.state;
  assert.equal(current_phase_id, "DO");
  assert.equal(phases.get("PLAN")?.status, "completed");
  assert.equal(phases.get("PLAN")?.completed_at, NOW);
  assert.equal(phases.get("DO")?.status, "active");
  assert.equal(phases.get("DO")?.started_at, NOW);
});

Deno.test("a phase is completed once", () => {
  const fold = sample();
  applyEvent(fold, event("phase_completed", "PLAN", null));
  const again = { ...event("phase_completed", "PLAN", null), timestamp: later(9000) };
  assert.equal(applyEvent(fold, again), "refused");
  assert.equal(fold.state.phases.get("PLAN")?.completed_at, NOW);
});

Deno.test("phase_completed at the last phase is ignored, as the predecessor saved nothing", () => {
  const fold = started(workflow([phase("ONLY", [item("a")])]));
  assert.equal(applyEvent(fold, event("phase_completed", "ONLY", null)), "ignored");
  assert.equal(fold.state.phases.get("ONLY")?.status, "active");
  assert.equal(fold.memory.refused, 0);
});

Deno.test("human_override approves any phase of the workflow", () => {
  const fold = sample();
  assert.equal(applyEvent(fold, event("human_override", "LAST", null)), "applied");
  assert.equal(fold.state.metadata.get("phase_LAST_approved"), true);
  assert.equal(fold.state.metadata.get("phase_LAST_approved_at"), NOW);
  assert.equal(applyEvent(fold, event("human_override", "NONE", null)), "refused");
  assert.equal(fold.state.metadata.has("phase_NONE_approved"), false);
});

Deno.test("workflow_completed ends the workflow and leaves the phases as they are", () => {
  const fold = sample();
  assert.equal(
    applyEvent(fold, event("workflow_completed", null, null, { notes: "n" })),
    "applied",
  );
  assert.equal(fold.state.status, "completed");
  assert.equal(fold.state.completed_at, NOW);
  assert.equal(fold.state.metadata.get("completion_notes"), "n");
  assert.equal(fold.state.phases.get("PLAN")?.status, "active");
});

Deno.test("workflow_abandoned takes its reason from details, else from the predecessor's message", () => {
  for (
    const [details, message, reason] of [
      [{ reason: "r" }, "Workflow abandoned: other", "r"],
      [{}, "Workflow abandoned: too big", "too big"],
      [{}, "Auto-abandoned: inactive for 7+ days", "Auto-abandoned: inactive for 7+ days"],
    ] as const
  ) {
    const fold = sample();
    const abandoned = event("workflow_abandoned", null, null, details, message);
    assert.equal(applyEvent(fold, abandoned), "applied");
    assert.equal(fold.state.status, "abandoned");
    assert.equal(fold.state.completed_at, null);
    assert.equal(fold.state.metadata.get("abandon_reason"), reason);
  }
});

Deno.test("reviews are done by review_completed and by completing a review item", () => {
  const fold = sample();
  applyEvent(fold, event("review_completed", "PLAN", null, { review_type: "holistic" }));
  applyEvent(fold, event("review_completed", "PLAN", "a"));
  applyEvent(fold, event("item_completed", "PLAN", "security_review"));
  assert.deepEqual([...fold.memory.reviews], ["holistic", "a", "security"]);
  assert.deepEqual([...createFold(fold.state).memory.reviews], ["security"]);
});

Deno.test("an event that the state does not allow changes nothing and is counted", () => {
  const refused: readonly [string, string | null, string | null][] = [
    ["workflow_started", null, null],
    ["phase_started", "PLAN", null],
    ["phase_started", "DO", null],
    ["phase_started", null, null],
    ["phase_completed", "DO", null],
    ["phase_completed", null, null],
    ["item_completed", "DO", "c"],
    ["item_completed", "PLAN", "c"],
    ["item_completed", "PLAN", "unknown"],
    ["item_completed", "PLAN", null],
    ["item_completed", null, "a"],
    ["item_completed", "PLAN", "constructor"],
    ["item_skipped", "PLAN", "b"],
    ["item_started", "PLAN", "b"],
    ["verification_failed", "PLAN", "b"],
    ["gate_executed", "PLAN", "b"],
    ["gate_failed", "PLAN", "b"],
    ["evidence_validated", "PLAN", "b"],
    ["skip_rejected", "PLAN", "b"],
    ["review_completed", "DO", null],
    ["review_completed", "PLAN", "unknown"],
    ["human_override", null, null],
  ];
  const fold = sample();
  applyEvent(fold, event("item_completed", "PLAN", "b"));
  const before = structuredClone(fold.state);
  refused.forEach(([type, phase, item], index) => {
    const other = { ...event(type, phase, item), timestamp: later(9000) };
    assert.equal(applyEvent(fold, other), "refused", `${type} ${phase} ${item}`);
    assert.equal(fold.memory.refused, index + 1);
  });
  assert.deepEqual(fold.state, before);
});

Deno.test("a skipped item is completed by an approval only", () => {
  const fold = sample();
  applyEvent(fold, event("item_skipped", "PLAN", "a", { reason: "r" }));
  assert.equal(applyEvent(fold, event("item_completed", "PLAN", "a")), "refused");
  assert.equal(applyEvent(fold, event("item_completed", "PLAN", "a", { approved: 1 })), "refused");
  const approval = event("item_completed", "PLAN", "a", { approved: true });
  assert.equal(applyEvent(fold, approval), "applied");
  assert.equal(applyEvent(fold, approval), "refused");
});

Deno.test("nothing changes a workflow that is completed or abandoned", () => {
  for (const end of ["workflow_completed", "workflow_abandoned"]) {
    const fold = sample();
    applyEvent(fold, event(end, null, null));
    for (
      const [type, phase, item] of [
        ["workflow_completed", null, null],
        ["workflow_abandoned", null, null],
        ["item_completed", "PLAN", "a"],
        ["gate_failed", "PLAN", "a"],
        ["phase_completed", "PLAN", null],
        ["human_override", "PLAN", null],
        ["review_completed", "PLAN", null],
      ] as const
    ) {
      assert.equal(applyEvent(fold, event(type, phase, item)), "refused", `${type} after ${end}`);
    }
  }
});

Deno.test("a late result is neither applied nor counted", () => {
  const fold = sample();
  const before = structuredClone(fold.state);
  const details = { type: "command", late: true };
  assert.equal(applyEvent(fold, event("verification_failed", "PLAN", "a", details)), "ignored");
  assert.equal(applyEvent(fold, event("gate_failed", "NONE", "none", details)), "ignored");
  assert.deepEqual(fold.state, before);
  assert.equal(fold.memory.refused, 0);
});

Deno.test("events without effect are ignored and types of a later version are unknown", () => {
  const fold = sample();
  const updated = fold.state.updated_at;
  for (const type of ["conflict_resolved", "conflict_escalated", "note_added", "error"]) {
    assert.equal(applyEvent(fold, event(type, null, null)), "ignored");
  }
  for (const type of ["workflow_paused", "constructor", "__proto__", "toString", ""]) {
    assert.equal(applyEvent(fold, event(type, "PLAN", "a")), "unknown");
  }
  assert.equal(fold.state.updated_at, updated);
  assert.equal(fold.memory.refused, 0);
});

Deno.test("the memory survives JSON and anything else is refused", () => {
  const memory = { refused: 3, reviews: new Set(["security", "__proto__"]) };
  assert.deepEqual(memoryFromJson(JSON.parse(JSON.stringify(memoryToJson(memory)))), memory);
  for (
    const json of [
      null,
      [],
      {},
      { refused: -1, reviews: [] },
      { refused: 0.5, reviews: [] },
      { refused: "0", reviews: [] },
      { refused: 0, reviews: {} },
      { refused: 0, reviews: [1] },
    ]
  ) {
    assert.equal(memoryFromJson(json), null);
  }
});
