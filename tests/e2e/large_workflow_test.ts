import assert from "node:assert/strict";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import { makeRepository } from "../support/repository_fixture.ts";
import { plainWorkflow } from "../support/workflows.ts";

const COUNT = 10_000;

Deno.test("a workflow of 10 000 items starts, goes on and finishes", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(COUNT) });
  const valid = await repository.done(["validate"]);
  assert.match(valid.stdout, /Items: 10000$/m);
  await repository.done(["start", "Large", "-q"]);
  await repository.done(["complete", "item_1", "-q"]);
  await repository.done(["complete", `item_${COUNT}`, "-q"]);
  await repository.done(["skip", "item_2", "-r", "Not needed for this", "-q"]);
  const status = await repository.json(["status"]);
  assert.deepEqual(at(status, "progress"), { completed: 2, total: COUNT });
  assert.equal(listAt(status, "items").length, COUNT);
  assert.equal(at(status, "items", -1, "status"), "completed");
  const refused = await repository.run(["finish", "--json"]);
  assert.equal(refused.code, 1);
  assert.equal(textAt(jsonOf(refused), "error", "code"), "finish.incomplete");
  await repository.done(["status"]);
  await repository.done(["finish", "--force", "-q"]);
  assert.equal(at(await repository.json(["status"]), "status"), "completed");
});

Deno.test("a log of more events than one cache holds stays whole", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(150) });
  await repository.done(["start", "Long"]);
  for (let number = 1; number <= 102; number++) {
    await repository.done(["complete", `item_${number}`, "-q"]);
  }
  const status = await repository.json(["status"]);
  assert.deepEqual(at(status, "progress"), { completed: 102, total: 150 });
  assert.equal(at(status, "events"), 104);
  const shown = await repository.done(["log"]);
  assert.equal(shown.stdout.trimEnd().split("\n").length, 100);
  assert.match(shown.stderr, /4 earlier events/);
});
