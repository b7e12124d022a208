import assert from "node:assert/strict";
import { makeRepository } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** The block that agents read, as the predecessor has taught them to. */
Deno.test("status has the title, marks and next action that agents look for", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing", "-c", "Keep it small"]);
  await repository.done(["complete", "plain"]);
  await repository.done(["skip", "optional", "-r", "Not needed for this"]);
  await repository.run(["complete", "plan_file"]);
  const { stdout } = await repository.done(["status"]);
  const lines = stdout.split("\n");
  const ruler = "=".repeat(60);
  assert.deepEqual(lines.slice(0, 3), [ruler, "WORKFLOW STATE (READ THIS FIRST)", ruler]);
  for (
    const line of [
      /^Task: Build the thing$/,
      /^Phase: PLAN - Planning$/,
      /^Progress: 1\/10 items$/,
      /^Constraints:$/,
      /^ {2}- Keep it small$/,
      /^Phase Notes:$/,
      /^Checklist:$/,
      /^ {2}✓ \[\*\] plain — Plain item$/,
      /^ {2}⊘ \[ \] optional — Optional item$/,
      /^ {6}└─ Skipped: Not needed for this$/,
      /^ {2}● \[\*\] plan_file — Write the plan$/,
      /^ {2}○ \[\*\] documented — Documented step$/,
      /^Blockers:$/,
      /^ {2}- plan_file \(failed\)$/,
      /^ {2}- documented \(pending\)$/,
    ]
  ) {
    assert.ok(lines.some((text) => line.test(text)), `${line} is missing:\n${stdout}`);
  }
  assert.match(stdout, /^NEXT_ACTION: orchestrator complete \S+ --notes "<what you did>"$/m);
});

Deno.test("the next action names each kind of step in the predecessor's words", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  const next = async (): Promise<string | undefined> =>
    /^NEXT_ACTION: (.*)$/m.exec((await repository.done(["status"])).stdout)?.[1];
  await repository.done(["start", "Build the thing"]);
  assert.equal(await next(), 'orchestrator complete plain --notes "<what you did>"');
  for (const item of ["plain", "plan_file", "checked", "fixed", "must"]) {
    await repository.done(["complete", item, "--skip-verify"]);
  }
  const reason = "This is not needed here, because the test has no documents at all.";
  for (const item of ["documented", "evident"]) await repository.done(["skip", item, "-r", reason]);
  await repository.done(["skip", "gate", "--force", "-r", reason]);
  assert.equal(await next(), "orchestrator approve-item sign_off");
  await repository.done(["approve-item", "sign_off"]);
  const ready = await repository.done(["status"]);
  assert.match(ready.stdout, /^✓ Ready to advance to next phase$/m);
  assert.equal(await next(), "orchestrator advance");
  await repository.done(["advance"]);
  await repository.done(["complete", "build"]);
  assert.match((await repository.done(["status"])).stdout, /^ {2}- Awaiting human approval$/m);
  assert.equal(await next(), "orchestrator approve --phase BUILD");
  await repository.done(["approve"]);
  assert.equal(await next(), "orchestrator finish");
});

Deno.test("commands say what they did in the predecessor's words", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  const none = await repository.done(["status"]);
  assert.equal(none.stdout, "No active workflow. Start one with: orchestrator start <task>\n");
  const rows: readonly (readonly [readonly string[], RegExp])[] = [
    [["start", "Build the thing"], /^✓ Workflow started: wf_[0-9a-f]{8}$/m],
    [["complete", "plain"], /^✓ Item completed successfully$/m],
    [["skip", "optional", "-r", "Not needed for this"], /^⊘ SKIPPING: optional$/m],
    [["approve-item", "sign_off"], /^✓ Item 'sign_off' approved$/m],
    [["approve", "--phase", "BUILD"], /^✓ Phase BUILD approved$/m],
    [["advance", "--force"], /^✓ Advanced to phase: Building$/m],
    [["complete", "build"], /^NEXT_ACTION: orchestrator finish$/m],
    [["advance"], /^✓ All phases completed\. Use 'finish' to complete the workflow\.$/m],
    [["finish"], /^✓ Workflow completed$/m],
  ];
  for (const [args, anchor] of rows) {
    assert.match((await repository.done(args)).stdout, anchor, args.join(" "));
  }
  await repository.done(["start", "Give up"]);
  const abandoned = await repository.done(["finish", "--abandon", "--reason", "Superseded"]);
  assert.match(abandoned.stdout, /^✓ Workflow abandoned$/m);
  assert.match(abandoned.stdout, /^NEXT_ACTION: orchestrator start "<task>"$/m);
});

Deno.test("a phase with optional items alone advances", async () => {
  using repository = makeRepository({
    workflow: "name: X\nphases:\n" +
      "  - { id: A, name: First, items: [{ id: a, name: A, required: false }] }\n" +
      "  - { id: B, name: Second, items: [{ id: b, name: B }] }\n",
  });
  await repository.done(["start", "Optional"]);
  const { stdout } = await repository.done(["advance", "-q"]);
  assert.match(stdout, /^✓ Advanced to phase: Second$/m);
});

Deno.test("with --quiet only the outcome is printed", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const { stdout } = await repository.done(["complete", "plain", "-q"]);
  assert.equal(stdout, "✓ Item completed successfully\n");
});
