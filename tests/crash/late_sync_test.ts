import assert from "node:assert/strict";
import { lstatOrNull } from "../../src/store/read_file.ts";
import { runTraced } from "../support/crash_inject.ts";
import { makeStarted, prepared } from "../support/crash_scenario.ts";
import { Slot } from "../support/crash_slot.ts";
import { until } from "../support/until.ts";

/** Runs a body in a slot with a started session; `file` gives the path of one of its files. */
async function withStarted(
  body: (slot: Slot, file: (name: string) => string) => Promise<void>,
): Promise<void> {
  const directory = Deno.makeTempDirSync({ prefix: "orchestrator-crash-" });
  try {
    const slot = new Slot(directory);
    await makeStarted(slot);
    const house = `${slot.repository}/.orchestrator`;
    const id = Deno.readTextFileSync(`${house}/current`);
    await body(slot, (name) => `${house}/sessions/${id}/${name}`);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

/** Starts a command whose first fdatasync fails, and which stands still then until it is continued. */
async function startStopped(slot: Slot, args: readonly string[]) {
  const fault = ["-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:signal=STOP:when=1"];
  Deno.writeTextFileSync(slot.trace, "");
  const { pid, ended } = slot.spawn(slot.traced(fault, args));
  await until(
    `"${args.join(" ")}" stood still`,
    () => Deno.readTextFileSync(slot.trace).includes("--- stopped by SIGSTOP ---"),
  );
  const program = Number.parseInt(Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`), 10);
  return { ended, goOn: () => Deno.kill(program, "SIGCONT") };
}

function exists(path: string): boolean {
  return lstatOrNull(path) !== null;
}

async function completedItems(slot: Slot): Promise<number> {
  return JSON.parse(await prepared(slot, "status")).progress.completed;
}

Deno.test("an event whose sync failed is written to a new file", () =>
  withStarted(async (slot, file) => {
    const log = file("log.jsonl");
    const { ino } = Deno.statSync(log);
    const slow = await startStopped(slot, ["complete", "first"]);
    slow.goOn();
    assert.equal((await slow.ended).code, 0);
    assert.notEqual(Deno.statSync(log).ino, ino);
    assert.equal(await completedItems(slot), 1);
    assert.equal(exists(file("suspect")), false);
  }));

for (
  const [what, args, completed] of [
    ["appends", ["complete", "second"], 2],
    ["finds it done already", ["complete", "first"], 1],
    ["keeps the state", ["checkpoint", "--message", "As it is"], 1],
  ] as const
) {
  Deno.test(`nobody waits for the disk of another; who ${what} meanwhile is right afterwards too`, () =>
    withStarted(async (slot, file) => {
      const log = file("log.jsonl");
      const { ino } = Deno.statSync(log);
      const slow = await startStopped(slot, ["complete", "first"]);
      await prepared(slot, ...args);
      slow.goOn();
      assert.equal((await slow.ended).code, 0);
      assert.notEqual(Deno.statSync(log).ino, ino);
      assert.equal(await completedItems(slot), completed);
      assert.equal((await slot.run(["doctor", "--only", "sessions"])).code, 0);
    }));
}

Deno.test("a log whose sync failed is replaced by the next command if this one cannot have the lock", () =>
  withStarted(async (slot, file) => {
    const log = file("log.jsonl");
    const { ino } = Deno.statSync(log);
    const slow = await startStopped(slot, ["complete", "first"]);
    const lock = Deno.openSync(file("lock"), { write: true });
    lock.lockSync(true);
    slow.goOn();
    assert.equal((await slow.ended).code, 74);
    assert.equal(Deno.statSync(log).ino, ino);
    lock.close();
    await prepared(slot, "complete", "second");
    assert.notEqual(Deno.statSync(log).ino, ino);
    assert.equal(await completedItems(slot), 2);
  }));

Deno.test("what another command recorded is on the disk before it is called done already", () =>
  withStarted(async (slot, file) => {
    const log = file("log.jsonl");
    await prepared(slot, "complete", "first");
    const { ended, trace } = await runTraced(slot, ["complete", "first"]);
    assert.equal(ended.code, 0);
    assert.match(ended.stdout, /already completed/);
    const order = trace.calls
      .filter(({ syscall, paths, descriptor }) =>
        (syscall === "fdatasync" && paths[0] === log) || (syscall === "write" && descriptor === 1)
      )
      .map(({ syscall }) => syscall);
    assert.deepEqual(order.slice(0, 2), ["fdatasync", "write"]);
  }));
