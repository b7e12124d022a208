import assert from "node:assert/strict";
import fc from "fast-check";
import { OrchestratorError } from "../../src/store/failure.ts";
import { planAdvance } from "../../src/workflow/advance.ts";
import { planApproveItem, planApprovePhase } from "../../src/workflow/approve.ts";
import { type CheckOutcome, concludeComplete, planComplete } from "../../src/workflow/complete.ts";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import type { EventDraft } from "../../src/workflow/event.ts";
import { planAbandon, planFinish } from "../../src/workflow/finish.ts";
import type { Fold } from "../../src/workflow/fold.ts";
import { nextAction } from "../../src/workflow/inspect.ts";
import { planSkip } from "../../src/workflow/skip.ts";
import { item, later, phase, play, started, verification, workflow } from "./samples.ts";

const EVIDENCE = { test_cases_planned: ["one"], coverage_approach: "by equivalence classes" };
const REASON = "there is nothing in this repository that this step could be about";
const IDS = ["1", "10", "2", "constructor", "__proto__", "quality_review"];

const anyItem: fc.Arbitrary<Omit<ItemDefinition, "id">> = fc.record({
  step_type: fc.constantFrom<ItemDefinition["step_type"]>(
    "gate",
    "required",
    "documented",
    "flexible",
  ),
  verification: fc.constantFrom(
    verification("none"),
    verification("manual_gate"),
    verification("file_exists", "plan.md"),
    verification("command", "make {{target}}", 2),
    verification("command", "make {{unknown}}"),
  ),
  required: fc.boolean(),
  skippable: fc.boolean(),
  evidence_schema: fc.constantFrom(null, "TestPlanEvidence"),
}).map((more) => item("unnamed", more));

const anyDefinition = fc.record({
  items: fc.array(fc.array(anyItem, { minLength: 1, maxLength: 2 }), {
    minLength: 3,
    maxLength: 3,
  }),
  supervision_mode: fc.constantFrom("supervised", "zero_human"),
  exit_gate: fc.constantFrom(null, "human_approval"),
}).map(({ items, supervision_mode, exit_gate }) => {
  const ids = [...IDS];
  const phases = items.map((list, index) =>
    phase(
      ["PLAN", "REVIEW", "LAST"][index] ?? "",
      list.map((one) => ({ ...one, id: ids.shift() ?? "" })),
      { exit_gate, required_reviews: index === 1 ? ["quality"] : [] },
    )
  );
  return workflow(phases, { supervision_mode, target: "all" });
});

interface Step {
  readonly command:
    | "complete"
    | "skip"
    | "approve_item"
    | "approve"
    | "advance"
    | "finish"
    | "abandon";
  readonly item: string;
  readonly flag: boolean;
  readonly passes: boolean;
  readonly evidence: boolean;
  /** Something that another process does while a check runs. */
  readonly meanwhile: "complete" | "abandon" | null;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  command: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<Step["command"]>("complete", "skip", "approve_item") },
    { weight: 6, arbitrary: fc.constantFrom<Step["command"]>("approve", "advance") },
    { weight: 1, arbitrary: fc.constantFrom<Step["command"]>("finish", "abandon") },
  ),
  item: fc.constantFrom(...IDS),
  flag: fc.boolean(),
  passes: fc.boolean(),
  evidence: fc.boolean(),
  meanwhile: fc.option(fc.constantFrom("complete", "abandon"), { freq: 8 }),
});

function outcomeOf(kind: "file" | "command", passes: boolean): CheckOutcome {
  if (kind === "file") return { kind, exists: passes, blocked: false };
  const ended = { stdout: "", stderr: "", problem: null, program: null, seconds: 1 };
  return { kind, exitCode: passes ? 2 : 1, ...ended };
}

/** Plans a step as its command would and records what comes of it. */
function take(fold: Fold, step: Step): void {
  const record = (events: readonly EventDraft[], expected = "applied") => {
    for (const [index, outcome] of play(fold, events).entries()) {
      assert.equal(outcome, expected, `${step.command}: ${events[index]?.event_type}`);
    }
  };
  const { item, flag: force } = step;
  switch (step.command) {
    case "complete": {
      const request = { item, notes: null, skipVerify: force };
      const full = step.evidence ? { ...request, evidence: EVIDENCE } : request;
      const plan = planComplete(fold, full);
      if (plan.kind === "already") return;
      if (plan.kind === "record") return record(plan.events);
      record(plan.before);
      if (step.meanwhile === "abandon") record(planAbandon(fold, { reason: "x" }).events);
      if (step.meanwhile === "complete") play(fold, [approval(plan.phase, item)]);
      const outcome = outcomeOf(plan.check.kind, step.passes);
      const found = concludeComplete(fold, full, plan, outcome, later(60));
      assert.equal(found.late, step.meanwhile !== null);
      return record(found.events, found.late ? "ignored" : "applied");
    }
    case "skip":
      return record(planSkip(fold, { item, reason: step.passes ? REASON : "ok", force }).events);
    case "approve_item":
      return record(planApproveItem(fold, { item, notes: null }).events);
    case "approve":
      return record(planApprovePhase(fold, { phase: force ? null : "LAST" }).events);
    case "advance":
      return record(planAdvance(fold, { force }).events);
    case "finish":
      return record(planFinish(fold, { notes: null, force, skipReviewCheck: step.passes }).events);
    case "abandon":
      return record(planAbandon(fold, { reason: "x" }).events);
  }
}

function approval(phase: string, item: string): EventDraft {
  return {
    event_type: "item_completed",
    phase_id: phase,
    item_id: item,
    message: "",
    details: { approved: true },
  };
}

Deno.test("the fold applies every event that a planner returns, and planners only fail by code", () => {
  fc.assert(
    fc.property(anyDefinition, fc.array(anyStep, { maxLength: 40 }), (definition, steps) => {
      const fold = started(definition);
      for (const step of steps) {
        try {
          take(fold, step);
        } catch (error) {
          if (!(error instanceof OrchestratorError)) throw error;
        }
        assert.equal(fold.memory.refused, 0);
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("following nextAction() leads every workflow to its end", () => {
  fc.assert(fc.property(anyDefinition, (definition) => {
    const fold = started(definition);
    for (let count = 0; count < 40; count++) {
      const next = nextAction(fold);
      if (next.kind === "none") return;
      const item = "item" in next ? next.item : "";
      const step = { item, flag: false, passes: true, evidence: false, meanwhile: null };
      try {
        take(fold, { ...step, command: next.kind, flag: next.kind === "approve" });
      } catch (error) {
        // The only dead end is a check that names a setting which does not exist: skipped by force.
        assert.ok(error instanceof OrchestratorError);
        assert.equal(error.failure.code, "template.unknown_setting");
        play(fold, [approval(fold.state.current_phase_id, item)]);
      }
    }
    assert.fail("The workflow did not end");
  }));
});
