import assert from "node:assert/strict";
import { acquireLock, type LockOptions } from "../../src/store/lock.ts";
import { parseHolder } from "../../src/store/lock_holder.ts";
import { scriptCommand } from "../support/child.ts";
import { failureOf, makePipe, pathsBelow, withScratch } from "../support/scratch.ts";

const CHILD = new URL("store_child.ts", import.meta.url);
const HOLDER = { pid: 1, host: "here", command: "test", since: "2026-11-23T10:00:00.000000Z" };

function flock(timeoutSeconds: number): LockOptions {
  return { timeoutSeconds, mode: "flock" };
}

Deno.test("two processes exclude each other, and the busy failure names the holder", () =>
  withScratch(async (home) => {
    const [program = "", ...args] = scriptCommand(CHILD, ["lock", home]);
    const child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped" }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    const facts = await failureOf(
      "lock.busy",
      () => acquireLock(home, "lock", flock(0.05), HOLDER),
    );
    assert.equal(facts.path, `${home}/lock`);
    assert.equal(facts.seconds, 0.05);
    assert.equal(JSON.parse(facts.holder ?? "").pid, child.pid);
    const waiting = acquireLock(home, "lock", flock(10), HOLDER);
    await child.stdin.close();
    using _lock = await waiting;
    await child.status;
    await reader.cancel();
  }));

Deno.test("the death of a process releases its lock", () =>
  withScratch(async (home) => {
    const [program = "", ...args] = scriptCommand(CHILD, ["lock", home]);
    const child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped" }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    child.kill("SIGKILL");
    await child.status;
    await reader.cancel();
    await child.stdin.abort().catch(() => undefined);
    using _lock = await acquireLock(home, "lock", flock(0), HOLDER);
    assert.equal(parseHolder(Deno.readTextFileSync(`${home}/lock`))?.command, "test");
  }));

Deno.test("a lock is free again once it is closed", () =>
  withScratch(async (home) => {
    const first = await acquireLock(home, "lock", flock(0), HOLDER);
    await failureOf("lock.busy", () => acquireLock(home, "lock", flock(0), HOLDER));
    first[Symbol.dispose]();
    using _second = await acquireLock(home, "lock", flock(0), HOLDER);
  }));

Deno.test("who waited for a lock file that was replaced meanwhile locks the new one", () =>
  withScratch(async (home) => {
    const old = await acquireLock(home, "lock", flock(0), HOLDER);
    const waiting = acquireLock(home, "lock", flock(10), HOLDER);
    Deno.removeSync(`${home}/lock`);
    using _lock = await waiting;
    old[Symbol.dispose]();
    await failureOf("lock.busy", () => acquireLock(home, "lock", flock(0), HOLDER));
  }));

Deno.test("without locking nothing is written and nobody is excluded", () =>
  withScratch(async (home) => {
    using _first = await acquireLock(home, "lock", { timeoutSeconds: 0, mode: "none" }, HOLDER);
    using _second = await acquireLock(home, "lock", { timeoutSeconds: 0, mode: "none" }, HOLDER);
    assert.deepEqual(pathsBelow(home), []);
  }));

Deno.test("a lock file that is a link, a pipe or a directory is refused and stays as it is", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/target`, "precious");
    Deno.symlinkSync(`${home}/target`, `${home}/link`);
    makePipe(`${home}/pipe`);
    Deno.mkdirSync(`${home}/directory`);
    for (const name of ["link", "pipe", "directory"]) {
      await failureOf("home.unsafe", () => acquireLock(home, name, flock(0), HOLDER));
    }
    assert.equal(Deno.readTextFileSync(`${home}/target`), "precious");
  }));

Deno.test("a lock names its holder, also after one of whom there was more to say, in place", () =>
  withScratch(async (home) => {
    const long = { ...HOLDER, host: "h".repeat(400) };
    (await acquireLock(home, "lock", flock(0), long))[Symbol.dispose]();
    const { size } = Deno.statSync(`${home}/lock`);
    assert.deepEqual(parseHolder(Deno.readTextFileSync(`${home}/lock`)), long);
    using _lock = await acquireLock(home, "lock", flock(0), HOLDER);
    assert.deepEqual(parseHolder(Deno.readTextFileSync(`${home}/lock`)), HOLDER);
    assert.equal(Deno.statSync(`${home}/lock`).size, size);
    const { holder } = await failureOf(
      "lock.busy",
      () => acquireLock(home, "lock", flock(0), HOLDER),
    );
    assert.deepEqual(JSON.parse(holder ?? ""), HOLDER);
  }));

Deno.test("who waits for a lock is given time for other work between the tries", () =>
  withScratch(async (home) => {
    const held = await acquireLock(home, "lock", flock(0), HOLDER);
    let calls = 0;
    const release = () => {
      if (++calls === 3) held[Symbol.dispose]();
    };
    using lock = await acquireLock(home, "lock", flock(10), HOLDER, release);
    assert.ok(lock.waited > 0);
    assert.equal(calls, 3);
  }));
