import assert from "node:assert/strict";
import type { StepType, VerificationType } from "../../src/workflow/definition.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { planSkip } from "../../src/workflow/skip.ts";
import { event, failureOf, item, phase, play, started, verification, workflow } from "./samples.ts";

const LONG = "the module has no public interface that could change";

function foldWith(step_type: StepType, skippable = true): Fold {
  return started(workflow([phase("PLAN", [item("a", { step_type, skippable })])]));
}

function skip(fold: Fold, reason: string, force = false) {
  return planSkip(fold, { item: "a", reason, force });
}

Deno.test("a flexible item is skipped for a reason of 10 characters, by the caller", () => {
  const fold = foldWith("flexible");
  assert.deepEqual(skip(fold, " no docs it "), {
    events: [{
      event_type: "item_skipped",
      phase_id: "PLAN",
      item_id: "a",
      message: "Skipped item: a",
      details: {
        reason: "no docs it",
        step_type: "flexible",
        context_considered: null,
        force_skipped: false,
      },
    }],
    failure: null,
  });
});

Deno.test("a reason that is too short or blank is refused without an event", () => {
  assert.deepEqual(failureOf(() => skip(foldWith("flexible"), "no docs i     ")), {
    code: "skip.reason_short",
    facts: { item: "a", length: 9, least: 10 },
  });
  assert.deepEqual(failureOf(() => skip(foldWith("flexible"), " ".repeat(60))), {
    code: "skip.reason_empty",
    facts: { item: "a", reason: "" },
  });
});

Deno.test("a documented step is skipped for a reason of 50 characters, which is recorded", () => {
  assert.equal([...LONG].length >= 50, true);
  const fold = foldWith("documented");
  const { events, failure } = skip(fold, LONG);
  assert.equal(failure, null);
  assert.deepEqual(events.map(({ event_type }) => event_type), ["skip_validated", "item_skipped"]);
  assert.deepEqual(events[0]?.details, { reason_length: [...LONG].length });
  assert.deepEqual(play(fold, events), ["applied", "applied"]);
});

Deno.test("a bad reason for a documented step is recorded as rejected", () => {
  const fold = foldWith("documented");
  const short = skip(fold, "😀".repeat(49));
  assert.deepEqual(short.failure, {
    code: "skip.reason_short",
    facts: { item: "a", length: 49, least: 50 },
  });
  assert.deepEqual(short.events.map(({ event_type, details }) => [event_type, details]), [[
    "skip_rejected",
    {
      reason: "😀".repeat(49),
      error: "Skip reasoning too short (49 chars). Must be at least 50 characters.",
    },
  ]]);
  assert.deepEqual(play(fold, short.events), ["applied"]);
  for (const reason of ["N/A", " not applicable ", "Already Done", "ok"]) {
    const empty = skip(fold, reason);
    assert.equal(empty.failure?.code, "skip.reason_empty", reason);
    assert.equal(empty.events[0]?.event_type, "skip_rejected");
  }
});

Deno.test("a gate is skipped by force only, for a reason of 50 characters", () => {
  assert.equal(failureOf(() => skip(foldWith("gate", false), LONG)).code, "skip.gate");
  const short = failureOf(() => skip(foldWith("gate", false), "x".repeat(49), true));
  assert.deepEqual(short, {
    code: "skip.reason_short",
    facts: { item: "a", length: 49, least: 50 },
  });
  const fold = foldWith("gate", false);
  const { events } = skip(fold, LONG, true);
  assert.equal(events[0]?.message, "Force-skipped item: a");
  assert.equal(events[0]?.details["force_skipped"], true);
  assert.deepEqual(play(fold, events), ["applied"]);
});

Deno.test("force does not help a required or a not skippable item", () => {
  for (const force of [false, true]) {
    assert.equal(
      failureOf(() => skip(foldWith("required", false), LONG, force)).code,
      "skip.required",
    );
    const fixed = failureOf(() => skip(foldWith("flexible", false), LONG, force));
    assert.equal(fixed.code, "skip.not_skippable");
  }
});

Deno.test("a refusal tells whether the item waits for an approval instead", () => {
  const approval = (step_type: StepType, type: VerificationType) => {
    const gate = item("a", { step_type, skippable: false, verification: verification(type) });
    const fold = started(workflow([phase("PLAN", [gate])]));
    return failureOf(() => skip(fold, LONG)).facts;
  };
  assert.deepEqual(approval("gate", "manual_gate"), { item: "a", approval: true });
  assert.deepEqual(approval("required", "manual_gate"), { item: "a", approval: true });
  assert.deepEqual(approval("flexible", "manual_gate"), { item: "a", approval: true });
  assert.deepEqual(approval("gate", "none"), { item: "a", approval: false });
});

Deno.test("a flexible item may be skipped for a reason that would be none for a documented step", () => {
  assert.equal(skip(foldWith("flexible"), "not needed").failure, null);
  assert.equal(failureOf(() => skip(foldWith("flexible"), "done")).code, "skip.reason_short");
});

Deno.test("force changes nothing for a flexible item", () => {
  assert.deepEqual(skip(foldWith("flexible"), LONG, true), skip(foldWith("flexible"), LONG));
});

Deno.test("a completed or skipped item is not skipped again", () => {
  for (const [type, status] of [["item_completed", "completed"], ["item_skipped", "skipped"]]) {
    const fold = foldWith("flexible");
    applyEvent(fold, event(type ?? "", "PLAN", "a"));
    assert.deepEqual(failureOf(() => skip(fold, LONG)), {
      code: "skip.already",
      facts: { item: "a", status },
    });
  }
});

Deno.test("a failed item may be skipped, none of an ended workflow may", () => {
  const fold = foldWith("flexible");
  applyEvent(fold, event("verification_failed", "PLAN", "a"));
  assert.deepEqual(play(fold, skip(fold, LONG).events), ["applied"]);
  const ended = foldWith("flexible");
  applyEvent(ended, event("workflow_completed", null, null));
  assert.equal(failureOf(() => skip(ended, LONG)).code, "workflow.not_active");
});
