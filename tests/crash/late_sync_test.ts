import assert from "node:assert/strict";
import { runTraced } from "../support/crash_inject.ts";
import { makeStarted, prepared } from "../support/crash_scenario.ts";
import { Slot } from "../support/crash_slot.ts";
import { until } from "../support/until.ts";

/** Runs a body in a slot with a started session; `log` is the path of its log. */
async function withStarted(body: (slot: Slot, log: string) => Promise<void>): Promise<void> {
  const directory = Deno.makeTempDirSync({ prefix: "orchestrator-crash-" });
  try {
    const slot = new Slot(directory);
    await makeStarted(slot);
    const house = `${slot.repository}/.orchestrator`;
    const id = Deno.readTextFileSync(`${house}/current`);
    await body(slot, `${house}/sessions/${id}/log.jsonl`);
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

Deno.test("nobody waits for the disk of another, and what others built on stands if its sync fails", () =>
  withStarted(async (slot, log) => {
    const { ino } = Deno.statSync(log);
    const slow = await startStopped(slot, ["complete", "first"]);
    await prepared(slot, "complete", "second");
    slow.goOn();
    assert.equal((await slow.ended).code, 0);
    assert.notEqual(Deno.statSync(log).ino, ino);
    const status = JSON.parse(await prepared(slot, "status"));
    assert.deepEqual(status.progress, { completed: 2, total: 3 });
    assert.equal((await slot.run(["doctor"])).code, 0);
  }));

Deno.test("an event whose sync failed is gone when nobody has built on it", () =>
  withStarted(async (slot, log) => {
    const before = Deno.readFileSync(log);
    const slow = await startStopped(slot, ["complete", "first"]);
    slow.goOn();
    assert.equal((await slow.ended).code, 74);
    assert.deepEqual(Deno.readFileSync(log), before);
  }));

Deno.test("what another command recorded is on the disk before it is called done already", () =>
  withStarted(async (slot, log) => {
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
