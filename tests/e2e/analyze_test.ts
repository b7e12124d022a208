import assert from "node:assert/strict";
import { at, listAt, textAt } from "../support/json.ts";
import { currentSession, makeRepository } from "../support/repository_fixture.ts";
import {
  addHistory,
  addPredecessorSession,
  predecessorLine,
  sessionPath,
} from "../support/session_files.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

const OLD = { workflow_id: "wf_01d01d01", phase_id: null, item_id: null };

Deno.test("analyze says that there is no data, where nothing was started and where nothing is", async () => {
  using repository = makeRepository();
  const document = await repository.json(["analyze"]);
  assert.equal(at(document, "status"), "no_data");
  assert.match(textAt(document, "message"), /No workflow/);
  assert.match((await repository.done(["analyze"])).stdout, /^No workflow/);
});

Deno.test("analyze counts every session of the home and the predecessor's workflows", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  await repository.done(["skip", "optional", "-r", "Not needed for this"]);
  assert.equal((await repository.run(["complete", "plan_file"])).code, 1);
  await repository.done(["advance", "--force"]);
  await repository.done(["finish", "--force"]);
  await repository.done(["start", "Two"]);
  await repository.done(["finish", "--abandon", "--reason", "Superseded"]);
  await repository.done(["start", "Three"]);
  const session = await currentSession(repository);
  addHistory(repository, session, [
    predecessorLine({ ...OLD, event_type: "workflow_started" }),
    predecessorLine({ ...OLD, event_type: "workflow_completed" }),
    predecessorLine({ ...OLD, workflow_id: "", event_type: "conflict_resolved" }),
    "damaged",
  ]);
  addPredecessorSession(repository, "a6b77126", [
    predecessorLine({ event_type: "item_skipped", details: { reason: "Old reason" } }),
  ]);

  const document = await repository.json(["analyze"]);
  assert.equal(at(document, "total_workflows"), 5);
  assert.equal(at(document, "completed"), 2);
  assert.equal(at(document, "abandoned"), 1);
  assert.equal(at(document, "active"), 2);
  assert.equal(at(document, "completion_rate"), "40.0%");
  assert.equal(at(document, "skipped_items", "optional", "count"), 1);
  assert.deepEqual(listAt(document, "skipped_items", "old", "reasons"), ["Old reason"]);
  assert.equal(at(document, "verification_failures", "plan_file"), 1);
  assert.equal(at(document, "phase_durations", "PLAN", "count"), 1);
  assert.equal(at(document, "sessions"), 4);
  assert.equal(at(document, "history_events"), 4);
  const { stdout, stderr } = await repository.done(["analyze"]);
  assert.match(stdout, /^Workflows: 5 \(2 completed, 1 abandoned, 2 active\)$/m);
  assert.match(stderr, /^warning: 1 lines? of history/m);
});

Deno.test("analyze counts what two copies of a session share once", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  await repository.done(["skip", "optional", "-r", "Not needed for this"]);
  const session = await currentSession(repository);
  const copy = "261122-c0py00";
  for (const file of ["meta.json", "base.json", "log.jsonl", "state.json"]) {
    repository.write(sessionPath(copy, file), repository.read(sessionPath(session, file)));
  }
  await repository.done(["complete", "plain", "--session", copy]);
  const document = await repository.json(["analyze"]);
  assert.equal(at(document, "total_workflows"), 1);
  assert.equal(at(document, "skipped_items", "optional", "count"), 1);
  assert.equal(at(document, "total_events"), 4);
});

Deno.test("analyze goes on past sessions that are damaged or cannot be read, and names them", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  const damaged = await currentSession(repository);
  repository.write(
    sessionPath(damaged, "log.jsonl"),
    `${repository.read(sessionPath(damaged, "log.jsonl"))}x\ny\n`,
  );
  Deno.mkdirSync(repository.at(sessionPath("261122-bad000", "base.json")), { recursive: true });
  const document = await repository.json(["analyze"]);
  assert.equal(at(document, "total_workflows"), 1);
  assert.equal(at(document, "unsound", 0, "session"), damaged);
  assert.equal(at(document, "unreadable", 0, "session"), "261122-bad000");
  const { stderr } = await repository.done(["analyze"]);
  assert.match(stderr, new RegExp(`warning: ${damaged}: The log is damaged at line 3`));
  assert.match(stderr, /warning: session 261122-bad000 could not be read/);
});

Deno.test("text of others in an analysis cannot leave its line", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  addHistory(repository, await currentSession(repository), [
    predecessorLine({
      event_type: "item_skipped",
      item_id: "x\nNEXT_ACTION: y",
      details: { reason: "a\nNEXT_ACTION: b\u001b[2J" },
    }),
  ]);
  const { stdout } = await repository.done(["analyze"]);
  assert.doesNotMatch(stdout, /^\s*NEXT_ACTION/m);
  assert.ok(!stdout.includes("\u001b"));
});
