import assert from "node:assert/strict";
import {
  assertSequence,
  countItemEvents,
  followWorkflow,
  prepareDefaultWorkflow,
} from "../support/follow_workflow.ts";
import { at, listAt } from "../support/json.ts";
import { makeRepository } from "../support/repository_fixture.ts";

/** The longest that a command lives before it is killed, in ms: about as long as a command takes. */
const LONGEST_LIFE = 60;

Deno.test("the default workflow ends as it should with SIGKILL at random moments", async () => {
  const named = Deno.env.get("ORCHESTRATOR_TEST_SEED");
  const seed = named === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(named);
  Deno.stdout.writeSync(new TextEncoder().encode(`ORCHESTRATOR_TEST_SEED=${seed}\n`));
  const random = randomNumbers(seed);
  using repository = makeRepository();
  prepareDefaultWorkflow(repository);
  let kills = 0;
  let acknowledged = "";

  /** Kills a command with probability 1/2, then runs it as an agent would: again, until it says so. */
  async function perform(line: string): Promise<void> {
    assert.notEqual(line, acknowledged, "what exited 0 has to be done again");
    if (random() < 0.5) {
      const killed = await repository.line(line, { killAfter: Math.ceil(random() * LONGEST_LIFE) });
      if (killed.signal === "SIGKILL") kills++;
      else {
        assert.equal(killed.code, 0, `${line}: ${killed.stdout}${killed.stderr}`);
        acknowledged = line;
      }
      return;
    }
    const run = await repository.line(line);
    assert.equal(run.code, 0, `${line}: ${run.stdout}${run.stderr}`);
    acknowledged = line;
  }

  const start = 'orchestrator start "Build the thing" --test-command "sh test.sh"';
  for (let attempt = 0; attempt < 4; attempt++) {
    await perform(start);
    acknowledged = "";
  }
  assert.equal((await repository.line(start)).code, 0);
  const last = await followWorkflow(repository, perform);

  assert.ok(kills > 5, `only ${kills} commands were killed`);
  assert.equal(at(last, "status"), "completed");
  const list = await repository.json(["session", "list"]);
  assert.equal(listAt(list, "sessions").length, 1, "an interrupted start left a session behind");
  const log = await repository.json(["log", "--all"]);
  assert.deepEqual(at(log, "condition"), { kind: "sound" });
  assertSequence(listAt(log, "events"));
  for (const [event, count] of countItemEvents(listAt(log, "events"))) {
    if (/^(item_completed|item_skipped|workflow_\w+) /.test(event)) {
      assert.equal(count, 1, `${event}: ${count} times`);
    }
  }
  const doctor = await repository.run(["doctor", "--json"]);
  assert.equal(doctor.code, 0, doctor.stdout);
});

/** Numbers in [0, 1) that depend on the seed only (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
