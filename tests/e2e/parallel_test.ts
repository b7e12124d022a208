import assert from "node:assert/strict";
import { assertSequence, countItemEvents } from "../support/follow_workflow.ts";
import { at, listAt, numberAt, parseJson, textAt } from "../support/json.ts";
import { currentSession, makeRepository } from "../support/repository_fixture.ts";
import { plainWorkflow } from "../support/workflows.ts";

const COUNT = 16;
const ITEMS = Array.from({ length: COUNT }, (_, index) => `item_${index + 1}`);

Deno.test("16 processes that complete 16 items at once all find them in log and state", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(COUNT) });
  await repository.done(["start", "All at once"]);
  const session = await currentSession(repository);
  const runs = await Promise.all(
    ITEMS.map((item) =>
      repository.run(["complete", item, "-n", `Notes of ${item}`, "--json"], {
        env: { ORCHESTRATOR_LOCK_TIMEOUT: "60" },
      })
    ),
  );
  for (const run of runs) assert.equal(run.code, 0, run.stdout + run.stderr);
  const log = await repository.json(["log", "--all"]);
  assertSequence(listAt(log, "events"));
  const counts = countItemEvents(listAt(log, "events"));
  for (const item of ITEMS) assert.equal(counts.get(`item_completed "${item}"`), 1, item);
  const status = await repository.json(["status"]);
  assert.deepEqual(at(status, "progress"), { completed: COUNT, total: COUNT });

  // Advancing at the end of the last phase changes nothing; finishing writes the cache.
  await repository.done(["finish"]);
  const state = parseJson(repository.read(`.orchestrator/sessions/${session}/state.json`));
  for (const item of ITEMS) {
    assert.equal(at(state, "phases", "ONLY", "items", item, "status"), "completed");
    assert.equal(at(state, "phases", "ONLY", "items", item, "notes"), `Notes of ${item}`);
  }
});

Deno.test("16 processes that complete one item record it once and all succeed", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(2) });
  await repository.done(["start", "One for all"]);
  const runs = await Promise.all(
    ITEMS.map(() =>
      repository.json(["complete", "item_1"], { env: { ORCHESTRATOR_LOCK_TIMEOUT: "60" } })
    ),
  );
  const results = runs.map((document) => textAt(document, "result")).sort();
  assert.deepEqual(results, [
    ...Array.from({ length: COUNT - 1 }, () => "already_completed"),
    "completed",
  ]);
  const counts = countItemEvents(listAt(await repository.json(["log"]), "events"));
  assert.equal(counts.get('item_completed "item_1"'), 1);
});

Deno.test("16 processes that start at once make one session for one task", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  const runs = await Promise.all(
    ITEMS.map(() =>
      repository.json(["start", "Same task"], { env: { ORCHESTRATOR_LOCK_TIMEOUT: "60" } })
    ),
  );
  const started = runs.filter((document) => at(document, "result") === "started");
  assert.equal(started.length, 1);
  assert.equal(new Set(runs.map((document) => textAt(document, "session"))).size, 1);
  assert.equal(listAt(await repository.json(["session", "list"]), "sessions").length, 1);
});

Deno.test("two sessions run in parallel and their hints carry the session", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(3) });
  await repository.done(["start", "First"]);
  const first = await currentSession(repository);
  const started = await repository.done(["start", "Second", "--parallel"]);
  assert.equal(await currentSession(repository), first, "--parallel has moved current");
  const hint = /^NEXT_ACTION: (.* --session (\S+))$/m.exec(started.stdout);
  const second = hint?.[2] ?? "";
  assert.ok(second !== "" && second !== first, started.stdout);

  await Promise.all([
    repository.done(["complete", "item_1"]),
    repository.line(hint?.[1] ?? "false"),
    repository.done(["complete", "item_2"]),
    repository.done(["complete", "item_2"], { env: { ORCHESTRATOR_SESSION: second } }),
    repository.done(["complete", "item_3", "--session", second]),
  ]);
  assert.equal(numberAt(await repository.json(["status"]), "progress", "completed"), 2);
  const other = await repository.json(["status", "--session", second]);
  assert.equal(numberAt(other, "progress", "completed"), 3);
  assert.equal(textAt(other, "next_action", "command"), `orchestrator finish --session ${second}`);

  await repository.done(["session", "switch", second]);
  assert.equal(await currentSession(repository), second);
  await repository.done(["session", "switch", "-"]);
  assert.equal(await currentSession(repository), first);
});

Deno.test("where several sessions are active and none is current, status lists them", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(3) });
  await repository.done(["start", "First"]);
  await repository.done(["start", "Second", "--parallel"]);
  Deno.removeSync(repository.at(".orchestrator/current"));
  const status = await repository.done(["status"]);
  const lines = status.stdout.match(/^ {2}orchestrator session switch \S+$/gm) ?? [];
  assert.equal(lines.length, 2, status.stdout);
  assert.equal(at(await repository.json(["status"]), "active"), false);
  assert.equal((await repository.line((lines[0] ?? "").trim())).code, 0);
  await repository.done(["complete", "item_1"]);
});
