import assert from "node:assert/strict";
import { at, jsonOf, listAt, numberAt, textAt } from "../support/json.ts";
import { mayMount, mountMemory } from "../support/file_rights.ts";
import {
  beside,
  currentSession,
  initRepository,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { plainWorkflow } from "../support/workflows.ts";

/** Longer than what is left of a disk block. */
const NOTES = "n".repeat(1900);

const COUNT = 40;

// Only root can make a disk that is small.
Deno.test({
  name: "a full disk: a clear error, every acknowledged event is there, and it goes on later",
  ignore: !mayMount(),
  async fn() {
    using outer = makeRepository({ git: false });
    using _disk = mountMemory(outer.path, "384k");
    const repository = beside(outer, outer.path);
    initRepository(outer, repository.path);
    repository.write("workflow.yaml", plainWorkflow(COUNT));
    await repository.done(["start", "Small disk"]);
    fill(repository.at("filler"));

    const { acknowledged, refused } = await completeUntilRefused(repository);
    assert.equal(refused.code, 74, refused.stdout);
    const words = await repository.run(["complete", `item_${acknowledged + 1}`, "-n", NOTES]);
    assert.equal(words.code, 74);
    assert.match(words.stderr, /^error: Cannot .*No space left/m);
    await assertAcknowledged(repository, acknowledged);

    const other = await repository.run(["start", "Another", "--parallel", "--json"]);
    assert.ok(other.code === 73 || other.code === 74, other.stdout);
    assert.equal(listAt(await repository.json(["session", "list"]), "sessions").length, 1);
    const again = await repository.run(["init", "--force", "--json"]);
    assert.ok(again.code === 73 || again.code === 74, again.stdout);
    assert.equal(repository.read("workflow.yaml"), plainWorkflow(COUNT));

    Deno.removeSync(repository.at("filler"));
    await repository.done(["complete", `item_${acknowledged + 1}`, "-n", NOTES]);
    await assertAcknowledged(repository, acknowledged + 1);
    await repository.done(["doctor"]);
    await repository.done(["start", "Another", "--parallel"]);
  },
});

Deno.test("a limit of file sizes in the middle of a write: nothing of it counts", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(COUNT) });
  await repository.done(["start", "Short writes"]);
  await repository.done(["complete", "item_1", "-n", NOTES]);
  const log = `.orchestrator/sessions/${await currentSession(repository)}/log.jsonl`;
  const before = repository.read(log);
  // In units of 512 bytes, or of 1024 in some shells: both end within the next event.
  const limit = Math.ceil((before.length + 100) / 1024);
  const command = `orchestrator complete item_2 --notes ${NOTES} --json`;
  const cut = await repository.line(
    `sh -c 'trap "" XFSZ; ulimit -f ${limit}; exec ${command}'`,
  );
  assert.equal(cut.code, 74, cut.stdout + cut.stderr);
  assert.equal(textAt(jsonOf(cut), "error", "code"), "io");
  assert.equal(repository.read(log), before, "the part that was written has stayed");
  await assertAcknowledged(repository, 1);
  await repository.done(["complete", "item_2"]);
  await repository.done(["doctor"]);
});

/** Takes all space that is left. */
function fill(path: string): void {
  using file = Deno.openSync(path, { create: true, write: true });
  const block = new Uint8Array(1024);
  try {
    for (;;) file.writeSync(block);
  } catch (error) {
    assert.match(String(error), /No space left/);
  }
}

async function completeUntilRefused(repository: RepositoryFixture) {
  for (let number = 1; number < COUNT; number++) {
    const run = await repository.run(["complete", `item_${number}`, "-n", NOTES, "--json"]);
    if (run.code !== 0) return { acknowledged: number - 1, refused: run };
  }
  assert.fail("The disk does not get full");
}

async function assertAcknowledged(repository: RepositoryFixture, count: number): Promise<void> {
  const log = await repository.json(["log", "--all"]);
  // workflow_started and phase_started come before them.
  assert.equal(numberAt(log, "total"), count + 2);
  assert.equal(textAt(log, "condition", "kind"), "sound");
  const status = await repository.json(["status"]);
  assert.equal(at(status, "progress", "completed"), count);
}
