import assert from "node:assert/strict";
import { planComplete } from "../../src/workflow/complete.ts";
import type { CompletePlan, CompleteRequest } from "../../src/workflow/complete.ts";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import type { Fold } from "../../src/workflow/fold.ts";
import type { JsonObject } from "../../src/workflow/json.ts";
import { event, failureOf, item, phase, play, started, verification, workflow } from "./samples.ts";
import { applyEvent } from "../../src/workflow/fold.ts";

const EVIDENCE = { test_cases_planned: ["one"], coverage_approach: "by equivalence classes" };

function foldWith(more: Partial<ItemDefinition>, settings: JsonObject = {}): Fold {
  return started(workflow([phase("PLAN", [item("a", more)]), phase("DO", [item("b")])], settings));
}

function plan(fold: Fold, more: Partial<CompleteRequest> = {}): CompletePlan {
  return planComplete(fold, { item: "a", notes: "did it", skipVerify: false, ...more });
}

function types(found: CompletePlan): readonly string[] {
  return found.kind === "record" ? found.events.map(({ event_type }) => event_type) : [found.kind];
}

Deno.test("an item without check is completed at once, by the caller", () => {
  const fold = foldWith({});
  assert.deepEqual(plan(fold), {
    kind: "record",
    events: [{
      event_type: "item_completed",
      phase_id: "PLAN",
      item_id: "a",
      message: "Completed item: a",
      details: { notes: "did it", step_type: "flexible", has_evidence: false },
    }],
    failure: null,
  });
});

Deno.test("a note of 2000 characters is accepted, one more is not", () => {
  const fold = foldWith({});
  assert.equal(plan(fold, { notes: "😀".repeat(2000) }).kind, "record");
  const failure = failureOf(() => plan(fold, { notes: "😀".repeat(2001) }));
  assert.equal(failure.code, "usage.too_long");
});

Deno.test("a completed item is already done, also when the workflow has ended", () => {
  const fold = foldWith({});
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  assert.deepEqual(plan(fold), { kind: "already" });
  applyEvent(fold, event("workflow_completed", null, null));
  assert.deepEqual(plan(fold), { kind: "already" });
});

Deno.test("an ended workflow completes nothing more", () => {
  const fold = foldWith({});
  applyEvent(fold, event("workflow_abandoned", null, null));
  assert.deepEqual(failureOf(() => plan(fold)), {
    code: "workflow.not_active",
    facts: { status: "abandoned", command: "complete" },
  });
});

Deno.test("an unknown item, one of another phase and a skipped one are refused", () => {
  const fold = foldWith({ id: "write_tests" });
  assert.deepEqual(failureOf(() => plan(fold, { item: "write_test" })), {
    code: "item.not_found",
    facts: { item: "write_test", phase: "PLAN", near: "write_tests" },
  });
  assert.deepEqual(failureOf(() => plan(fold, { item: "constructor" })), {
    code: "item.not_found",
    facts: { item: "constructor", phase: "PLAN", near: null },
  });
  assert.deepEqual(failureOf(() => plan(fold, { item: "b" })), {
    code: "item.other_phase",
    facts: { item: "b", phase: "DO", current: "PLAN" },
  });
  applyEvent(fold, event("item_skipped", "PLAN", "write_tests", { reason: "r" }));
  assert.deepEqual(failureOf(() => plan(fold, { item: "write_tests" })), {
    code: "item.was_skipped",
    facts: { item: "write_tests" },
  });
});

Deno.test("a failed item may be completed again", () => {
  const fold = foldWith({});
  applyEvent(fold, event("verification_failed", "PLAN", "a"));
  assert.deepEqual(types(plan(fold)), ["item_completed"]);
});

Deno.test("a gate with manual approval is never completed by complete", () => {
  const more = { step_type: "gate", verification: verification("manual_gate") } as const;
  for (const settings of [{}, { supervision_mode: "zero_human" }]) {
    for (const skipVerify of [false, true]) {
      const failure = failureOf(() => plan(foldWith(more, settings), { skipVerify }));
      assert.deepEqual(failure, {
        code: "item.needs_approval",
        facts: { item: "a", session: null },
      });
    }
  }
});

Deno.test("a gate with a file or a command is checked, also with --skip-verify", () => {
  for (const skipVerify of [false, true]) {
    const file = foldWith({ step_type: "gate", verification: verification("file_exists", "x.md") });
    assert.deepEqual(plan(file, { skipVerify }), {
      kind: "check",
      check: { kind: "file", path: "x.md", original: "x.md" },
      gate: true,
      phase: "PLAN",
      before: [],
    });
    const command = foldWith(
      { step_type: "gate", verification: verification("command", "{{test}} -q", 3) },
      { test: "make check" },
    );
    const found = plan(command, { skipVerify });
    assert.ok(found.kind === "check" && found.check.kind === "command");
    assert.deepEqual(found.check.argv, ["make", "check", "-q"]);
    assert.equal(found.check.expect, 3);
    assert.deepEqual(found.before, [{
      event_type: "gate_executed",
      phase_id: "PLAN",
      item_id: "a",
      message: "Executing gate: make check -q",
      details: { command: "make check -q" },
    }]);
    assert.deepEqual(play(command, found.before), ["applied"]);
  }
});

Deno.test("a gate without verification is completed at once", () => {
  assert.deepEqual(types(plan(foldWith({ step_type: "gate" }))), ["item_completed"]);
});

Deno.test("a step that is no gate is checked without a word before, or not with --skip-verify", () => {
  for (const step_type of ["required", "documented", "flexible"] as const) {
    const fold = foldWith({ step_type, verification: verification("command", "make") });
    const found = plan(fold);
    assert.ok(found.kind === "check" && !found.gate);
    assert.deepEqual(found.before, []);
    const skipped = plan(fold, { skipVerify: true });
    assert.ok(skipped.kind === "record");
    assert.deepEqual(skipped.events[0]?.details, {
      notes: "did it",
      step_type,
      has_evidence: false,
      verification_skipped: true,
    });
  }
});

Deno.test("a manual gate that is no gate step waits for approval, is skipped or completed", () => {
  const more = { step_type: "flexible", verification: verification("manual_gate") } as const;
  assert.equal(failureOf(() => plan(foldWith(more))).code, "item.needs_approval");
  const automatic = foldWith(more, { supervision_mode: "zero_human" });
  const found = plan(automatic);
  assert.ok(found.kind === "record" && found.failure === null);
  assert.deepEqual(found.events, [{
    event_type: "item_skipped",
    phase_id: "PLAN",
    item_id: "a",
    message: "Manual gate auto-skipped (zero_human mode): a",
    details: { supervision_mode: "zero_human", gate_name: "Name of a" },
  }]);
  assert.deepEqual(types(plan(foldWith(more), { skipVerify: true })), ["item_completed"]);
});

Deno.test("a check whose settings are unusable leaves no event", () => {
  const gate = { step_type: "gate", verification: verification("command", "{{test}}") } as const;
  assert.equal(failureOf(() => plan(foldWith(gate, { test: "a && b" }))).code, "settings.unsafe");
  assert.equal(failureOf(() => plan(foldWith(gate))).code, "template.unknown_setting");
});

Deno.test("evidence that fits its schema is recorded before the completion", () => {
  const fold = foldWith({ step_type: "documented", evidence_schema: "TestPlanEvidence" });
  const found = plan(fold, { evidence: EVIDENCE });
  assert.ok(found.kind === "record");
  assert.deepEqual(found.events.map(({ event_type, details }) => [event_type, details]), [
    ["evidence_validated", { evidence_schema: "TestPlanEvidence", evidence: EVIDENCE }],
    ["item_completed", { notes: "did it", step_type: "documented", has_evidence: true }],
  ]);
  assert.deepEqual(play(fold, found.events), ["applied", "applied"]);
  assert.deepEqual(fold.state.phases.get("PLAN")?.items.get("a")?.evidence, EVIDENCE);
});

Deno.test("evidence that its schema refuses is recorded as rejected, and the item stays open", () => {
  const fold = foldWith({ evidence_schema: "TestPlanEvidence" });
  const found = plan(fold, { evidence: { coverage_approach: "short" } });
  assert.ok(found.kind === "record" && found.failure?.code === "evidence.invalid");
  assert.equal(found.failure.facts.schema, "TestPlanEvidence");
  const [rejected, ...others] = found.events;
  assert.deepEqual(others, []);
  assert.equal(rejected?.event_type, "evidence_rejected");
  assert.equal(rejected?.details["error"], found.failure.facts.problems.join("; "));
  assert.deepEqual(play(fold, found.events), ["applied"]);
  assert.equal(fold.state.phases.get("PLAN")?.items.get("a")?.status, "pending");
});

Deno.test("evidence is optional, and refused for an item without schema", () => {
  const schema = { step_type: "documented", evidence_schema: "TestPlanEvidence" } as const;
  assert.deepEqual(types(plan(foldWith(schema))), ["item_completed"]);
  assert.deepEqual(failureOf(() => plan(foldWith({}), { evidence: null })), {
    code: "evidence.unexpected",
    facts: { item: "a" },
  });
});

Deno.test("review items are ordinary items", () => {
  const fold = started(workflow([phase("REVIEW", [item("security_review")])]));
  const found = planComplete(fold, { item: "security_review", notes: null, skipVerify: false });
  assert.deepEqual(types(found), ["item_completed"]);
});
