import assert from "node:assert/strict";
import {
  assertSequence,
  followWorkflow,
  prepareDefaultWorkflow,
} from "../support/follow_workflow.ts";
import { at, listAt, numberAt, parseJson, textAt } from "../support/json.ts";
import { makeRepository } from "../support/repository_fixture.ts";

Deno.test("the default workflow goes from start to finish by its own next actions", async () => {
  using repository = makeRepository();
  prepareDefaultWorkflow(repository);
  await repository.done(["start", "Build the thing", "--test-command", "sh test.sh"]);
  const lines: string[] = [];
  const last = await followWorkflow(repository, async (line) => {
    lines.push(line);
    const run = await repository.line(line);
    assert.equal(run.code, 0, `${line}: ${run.stdout}${run.stderr}`);
  });
  assert.equal(at(last, "status"), "completed");
  assert.equal(at(last, "active"), false);
  assert.equal(lines.filter((line) => line === "orchestrator advance").length, 5);
  assert.equal(lines.at(-1), "orchestrator finish");

  const log = await repository.json(["log", "--all"]);
  assert.equal(at(log, "condition", "kind"), "sound");
  assertSequence(listAt(log, "events"));
  assert.equal(textAt(log, "events", -1, "event_type"), "workflow_completed");
  // all_tests_pass, full_test_suite and automated_smoke_test ran, each once.
  assert.equal(repository.read("tested.txt"), "tested\n".repeat(3));

  const session = textAt(last, "session");
  const summary = repository.read(`.orchestrator/sessions/${session}/summary.md`);
  assert.match(summary, /Build the thing/);
  const doctor = await repository.json(["doctor"]);
  assert.equal(textAt(doctor, "schema"), "orchestrator.doctor/1");
});

Deno.test("init, then a supervised default workflow waits at each manual gate", async () => {
  using repository = makeRepository();
  prepareDefaultWorkflow(repository);
  await repository.done(["init"]);
  const text = repository.read("workflow.yaml");
  repository.write("workflow.yaml", text.replace(/zero_human\n/, "supervised\n"));
  await repository.done(["start", "Build the thing", "--test-command", "sh test.sh"]);
  const approved: string[] = [];
  const last = await followWorkflow(repository, async (line) => {
    const gate = /^orchestrator approve-item (\S+)$/.exec(line);
    if (gate !== null) {
      const refused = await repository.run(["complete", gate[1] ?? ""]);
      assert.equal(refused.code, 1, refused.stderr);
      assert.match(refused.stderr, new RegExp(`fix: orchestrator approve-item ${gate[1]}\n`));
      approved.push(gate[1] ?? "");
    }
    const run = await repository.line(line);
    assert.equal(run.code, 0, `${line}: ${run.stdout}${run.stderr}`);
  });
  assert.equal(at(last, "status"), "completed");
  assert.deepEqual(approved, [
    "questions_answered",
    "user_approval",
    "approve_actions",
    "commit_and_sync",
  ]);
});

Deno.test("what the default workflow recorded can be read back without its cache", async () => {
  using repository = makeRepository();
  prepareDefaultWorkflow(repository);
  await repository.done(["start", "Build the thing", "--test-command", "sh test.sh"]);
  for (const item of ["check_roadmap", "clarifying_questions", "initial_plan"]) {
    await repository.done(["complete", item, "-q", "-n", `Notes of ${item}`]);
  }
  await repository.done(["advance", "--force", "-q"]);
  const before = await repository.json(["status"]);
  const state = `.orchestrator/sessions/${textAt(before, "session")}/state.json`;
  const cached = parseJson(repository.read(state));
  assert.equal(at(cached, "current_phase_id"), "EXECUTE");
  assert.ok(numberAt(cached, "_applied", "seq") > 0);
  assert.equal(
    at(cached, "phases", "PLAN", "items", "initial_plan", "notes"),
    "Notes of initial_plan",
  );
  Deno.removeSync(repository.at(state));
  assert.deepEqual(await repository.json(["status"]), before);
});
