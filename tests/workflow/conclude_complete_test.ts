import assert from "node:assert/strict";
import {
  type CheckOutcome,
  type CheckPlan,
  type CompleteConclusion,
  type CompleteRequest,
  concludeComplete,
  planComplete,
} from "../../src/workflow/complete.ts";
import type { ItemDefinition } from "../../src/workflow/definition.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { event, item, later, phase, play, started, verification, workflow } from "./samples.ts";

const NOW = later(30);
const REQUEST: CompleteRequest = { item: "a", notes: null, skipVerify: false };
const EVIDENCE = { test_cases_planned: ["one"], coverage_approach: "by equivalence classes" };

type CommandOutcome = Extract<CheckOutcome, { readonly kind: "command" }>;

function outcome(more: Partial<CommandOutcome> = {}): CommandOutcome {
  return {
    kind: "command",
    exitCode: 0,
    stdout: "out",
    stderr: "err",
    problem: null,
    program: "/bin/make",
    seconds: 0.25,
    ...more,
  };
}

function planned(
  more: Partial<ItemDefinition>,
  request = REQUEST,
): { fold: Fold; plan: CheckPlan } {
  const fold = started(workflow([phase("PLAN", [item("a", more)]), phase("DO", [item("b")])], {
    test: "make check",
  }));
  const plan = planComplete(fold, request);
  assert.ok(plan.kind === "check");
  return { fold, plan };
}

function types({ events }: CompleteConclusion): readonly string[] {
  return events.map(({ event_type }) => event_type);
}

const COMMAND = { verification: verification("command", "{{test}}") };
const GATE = { ...COMMAND, step_type: "gate" } as const;
const FILE = { verification: verification("file_exists", "docs/plan.md") };

Deno.test("a command that passes completes a step, with the predecessor's result map", () => {
  const { fold, plan } = planned(COMMAND);
  const found = concludeComplete(fold, REQUEST, plan, outcome(), NOW);
  assert.deepEqual(types(found), ["verification_passed", "item_completed"]);
  assert.deepEqual([found.failure, found.late], [null, false]);
  assert.equal(found.events[0]?.message, "Verification passed");
  assert.equal(
    JSON.stringify(found.events[0]?.details),
    JSON.stringify({
      type: "command",
      timestamp: NOW,
      command: "make check",
      command_args: ["make", "check"],
      original_command: "{{test}}",
      exit_code: 0,
      stdout: "out",
      stderr: "err",
    }),
  );
  assert.deepEqual(play(fold, found.events), ["applied", "applied"]);
});

Deno.test("a command that passes opens a gate, with the predecessor's gate result", () => {
  const { fold, plan } = planned(GATE);
  const found = concludeComplete(fold, REQUEST, plan, outcome(), NOW);
  assert.deepEqual(types(found), ["gate_passed", "item_completed"]);
  assert.equal(found.events[0]?.message, "Gate passed: a");
  assert.equal(
    JSON.stringify(found.events[0]?.details),
    JSON.stringify({
      success: true,
      exit_code: 0,
      stdout: "out",
      stderr: "err",
      command: "make check",
      duration_seconds: 0.25,
      error: null,
    }),
  );
});

Deno.test("the expected exit code decides, for gates as for other steps", () => {
  for (const step_type of ["gate", "flexible"] as const) {
    const more = { step_type, verification: verification("command", "make", 3) };
    const { fold, plan } = planned(more);
    const passed = concludeComplete(fold, REQUEST, plan, outcome({ exitCode: 3 }), NOW);
    assert.equal(types(passed)[1], "item_completed");
    const failed = concludeComplete(fold, REQUEST, plan, outcome({ exitCode: 0 }), NOW);
    assert.deepEqual(failed.failure, {
      code: "verification.failed",
      facts: { item: "a", problem: "Exit code 0, expected 3" },
    });
    assert.equal(failed.events.length, 1);
  }
});

Deno.test("a failed check fails a step, but leaves a gate as it was; both count the retry", () => {
  for (const [more, status] of [[COMMAND, "failed"], [GATE, "pending"]] as const) {
    const { fold, plan } = planned(more);
    const found = concludeComplete(fold, REQUEST, plan, outcome({ exitCode: 1 }), NOW);
    play(fold, found.events);
    const state = fold.state.phases.get("PLAN")?.items.get("a");
    assert.equal(state?.status, status);
    assert.equal(state?.retry_count, 1);
  }
});

Deno.test("a command that did not end by itself fails and says why", () => {
  for (
    const [problem, text] of [
      ["timeout", "Command timed out"],
      ["not_found", "Command not found: make"],
      ["not_runnable", "Command not runnable: make"],
      ["interrupted", "Command was interrupted"],
    ] as const
  ) {
    const bad = outcome({ problem, exitCode: null, program: null });
    const step = planned(COMMAND);
    const failed = concludeComplete(step.fold, REQUEST, step.plan, bad, NOW);
    assert.equal(failed.events[0]?.message, `Verification failed: ${text}`);
    assert.equal(failed.events[0]?.details["error"], text);
    assert.equal(failed.events[0]?.details["exit_code"], null);
    const gate = planned(GATE);
    const closed = concludeComplete(gate.fold, REQUEST, gate.plan, bad, NOW);
    assert.equal(closed.events[0]?.event_type, "gate_failed");
    assert.equal(closed.events[0]?.details["success"], false);
    assert.equal(closed.events[0]?.details["exit_code"], -1);
    assert.equal(closed.events[0]?.details["error"], text);
  }
});

Deno.test("an exit code that happens to fit does not make a timeout pass", () => {
  const { fold, plan } = planned(COMMAND);
  const found = concludeComplete(fold, REQUEST, plan, outcome({ problem: "timeout" }), NOW);
  assert.equal(found.failure?.code, "verification.failed");
});

Deno.test("output is cut to 1000 characters each", () => {
  const { fold, plan } = planned(COMMAND);
  const long = outcome({ stdout: "😀".repeat(1500), stderr: "x".repeat(1001) });
  const details = concludeComplete(fold, REQUEST, plan, long, NOW).events[0]?.details;
  assert.equal(details?.["stdout"], "😀".repeat(1000));
  assert.equal(details?.["stderr"], "x".repeat(1000));
});

Deno.test("a file check records the relative path and whether the file exists", () => {
  const { fold, plan } = planned(FILE);
  const file = (exists: boolean, blocked = false) =>
    concludeComplete(fold, REQUEST, plan, { kind: "file", exists, blocked }, NOW);
  const base = { type: "file_exists", timestamp: NOW, path: "docs/plan.md" };
  assert.deepEqual(types(file(true)), ["verification_passed", "item_completed"]);
  assert.deepEqual(file(true).events[0]?.details, { ...base, exists: true });
  assert.deepEqual(file(false).events[0]?.details, { ...base, exists: false });
  assert.deepEqual(file(false).failure, {
    code: "verification.failed",
    facts: { item: "a", problem: "File not found: docs/plan.md" },
  });
  assert.equal(file(true, true).failure?.code, "verification.failed");
  assert.deepEqual(file(true, true).events[0]?.details, {
    ...base,
    exists: false,
    blocked: true,
    reason: "path_traversal",
  });
});

Deno.test("a gate with a file is opened by the file and closed without it", () => {
  const { fold, plan } = planned({ ...FILE, step_type: "gate" });
  const missing = { kind: "file", exists: false, blocked: false } as const;
  const closed = concludeComplete(fold, REQUEST, plan, missing, NOW);
  assert.deepEqual(types(closed), ["gate_failed"]);
  assert.deepEqual(play(fold, closed.events), ["applied"]);
  const found = concludeComplete(fold, REQUEST, plan, { ...missing, exists: true }, NOW);
  assert.deepEqual(types(found), ["gate_passed", "item_completed"]);
  assert.deepEqual(play(fold, found.events), ["applied", "applied"]);
});

Deno.test("accepted evidence is kept whether the check passes or not", () => {
  const more = { ...COMMAND, evidence_schema: "TestPlanEvidence" };
  const request = { ...REQUEST, evidence: EVIDENCE };
  const { fold, plan } = planned(more, request);
  const failed = concludeComplete(fold, request, plan, outcome({ exitCode: 1 }), NOW);
  assert.deepEqual(types(failed), ["evidence_validated", "verification_failed"]);
  play(fold, failed.events);
  const passed = concludeComplete(fold, REQUEST, plan, outcome(), NOW);
  assert.equal(passed.events[1]?.details["has_evidence"], true);
});

Deno.test("a check that ends too late leaves its result only, and changes nothing", () => {
  const changes: readonly (readonly [string, string, (fold: Fold) => Fold])[] = [
    ["workflow", "gate_failed", (fold) => after(fold, event("workflow_abandoned", null, null))],
    ["skipped", "gate_failed", (fold) => after(fold, event("item_skipped", "PLAN", "a"))],
    ["phase", "gate_failed", (fold) => {
      after(fold, event("phase_completed", "PLAN", null));
      return after(fold, event("phase_started", "DO", null));
    }],
    ["check", "gate_failed", () => reloaded({ ...GATE, verification: verification("none") })],
    ["check", "gate_failed", () => reloaded({ ...COMMAND, step_type: "required" })],
    [
      "check",
      "gate_failed",
      () => reloaded({ ...GATE, verification: verification("command", "{{no}}") }),
    ],
    ["missing", "gate_failed", () => reloaded({ ...GATE, id: "other" })],
  ];
  for (const [change, type, apply] of changes) {
    const { fold, plan } = planned(GATE);
    const now = apply(fold);
    const before = structuredClone(now.state);
    const found = concludeComplete(now, REQUEST, plan, outcome({ exitCode: 1 }), NOW);
    assert.equal(found.late, true);
    assert.deepEqual(types(found), [type]);
    assert.equal(found.events[0]?.details["late"], true);
    assert.equal(found.events[0]?.details["exit_code"], 1);
    assert.deepEqual(found.failure, {
      code: "item.changed_meanwhile",
      facts: { item: "a", change },
    });
    assert.deepEqual(play(now, found.events), ["ignored"]);
    assert.deepEqual(now.state, before);
  }
});

Deno.test("evidence that no longer fits its schema makes the conclusion late", () => {
  const request = { ...REQUEST, evidence: EVIDENCE };
  const { plan } = planned({ ...GATE, evidence_schema: "TestPlanEvidence" }, request);
  for (const evidence_schema of [null, "EdgeCaseEvidence"]) {
    const now = reloaded({ ...GATE, evidence_schema });
    assert.equal(concludeComplete(now, request, plan, outcome(), NOW).late, true);
  }
});

Deno.test("a check that ends after the item was completed is no failure", () => {
  const { fold, plan } = planned(GATE);
  applyEvent(fold, event("item_completed", "PLAN", "a"));
  const found = concludeComplete(fold, REQUEST, plan, outcome({ exitCode: 1 }), NOW);
  assert.deepEqual([found.failure, found.late, types(found)], [null, true, ["gate_failed"]]);
  assert.deepEqual(play(fold, found.events), ["ignored"]);
});

function after(fold: Fold, change: ReturnType<typeof event>): Fold {
  assert.equal(applyEvent(fold, change), "applied");
  return fold;
}

function reloaded(more: Partial<ItemDefinition>): Fold {
  const phases = [phase("PLAN", [item("a", more)]), phase("DO", [item("b")])];
  return started(workflow(phases, { test: "make check" }));
}
