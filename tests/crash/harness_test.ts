import assert from "node:assert/strict";
import { aimAgain } from "../support/crash_aim.ts";
import { comparable, type Documents, readDocuments } from "../support/crash_documents.ts";
import { type CrashCase, crashCases, type Fault } from "../support/crash_faults.ts";
import { runAimed, runInjected, runTraced, wasInjected } from "../support/crash_inject.ts";
import { judgeEnd, judgeState } from "../support/crash_judge.ts";
import { chanceRemover, isSameStep } from "../support/crash_names.ts";
import { makeRepository, PLAIN_WORKFLOW, type Scenario } from "../support/crash_scenario.ts";
import { Slot } from "../support/crash_slot.ts";
import { type Call, parseTrace } from "../support/crash_trace.ts";

const INIT = ["init"] as const;

const SCENARIO: Scenario = {
  name: "init",
  prepare: (slot) => makeRepository(slot, PLAIN_WORKFLOW),
  args: INIT,
  retry: INIT,
  follow: INIT,
};

/** Runs a body in a slot that holds a new repository. */
async function inSlot(body: (slot: Slot) => Promise<void>): Promise<void> {
  const directory = Deno.makeTempDirSync({ prefix: "orchestrator-crash-" });
  try {
    const slot = new Slot(directory);
    await makeRepository(slot, null);
    slot.keep();
    await slot.reset();
    await body(slot);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

interface FoundCases {
  readonly cases: readonly CrashCase[];
  /** All calls of the run that they were made from. */
  readonly calls: readonly Call[];
}

/** The cases of one fault at one call of `init`. */
async function casesOf(
  slot: Slot,
  kind: Fault["kind"],
  isIt: (call: Call) => boolean,
): Promise<FoundCases> {
  const { trace: { calls } } = await runTraced(slot, INIT);
  await slot.reset();
  const cases = crashCases(calls, slot.live)
    .filter(({ call, fault }) => fault.kind === kind && isIt(call));
  return { cases, calls };
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

Deno.test("a kill on entry keeps the system call from happening", async () => {
  await inSlot(async (slot) => {
    const house = `${slot.repository}/.orchestrator`;
    const { cases: [kill], calls } = await casesOf(
      slot,
      "kill",
      ({ syscall, paths }) => syscall === "mkdir" && paths[0] === house,
    );
    assert.ok(kill);
    const run = await runAimed(slot, INIT, kill, calls);
    assert.equal(run?.ended.code, null);
    assert.equal(exists(house), false);
  });
});

Deno.test("a fault for a call that never comes counts as not injected", async () => {
  await inSlot(async (slot) => {
    for (const kind of ["kill", "error", "dead disk", "short", "torn"] as const) {
      const { cases: [found] } = await casesOf(
        slot,
        kind,
        ({ syscall }) => syscall === (kind === "dead disk" ? "fsync" : "write"),
      );
      assert.ok(found, kind);
      const never = {
        ...found,
        call: { ...found.call, ordinal: 10_000, write: { offset: 1e9, length: 10 } },
        syncs: new Map([["fsync", 10_000]]),
      };
      const run = await runInjected(slot, INIT, never);
      assert.equal(run.ended.code, 0, kind);
      assert.equal(wasInjected(never, run.trace, isSameStep(slot.live)), false, kind);
      await slot.reset();
    }
  });
});

Deno.test("a write is cut at the byte that the limit names", async () => {
  await inSlot(async (slot) => {
    const { cases, calls } = await casesOf(
      slot,
      "torn",
      ({ syscall, write }) => syscall === "write" && (write?.length ?? 0) > 4_000,
    );
    const torn = cases.find(({ fault }) => fault.kind === "torn" && fault.part === "half");
    assert.ok(torn?.call.write);
    const run = await runAimed(slot, INIT, torn, calls);
    assert.ok(run);
    const cut = run.trace.calls.find(({ result, write }) =>
      write !== null && /^\d+$/.test(result) && Number(result) < write.length
    );
    assert.equal(Number(cut?.result), Math.floor(torn.call.write.length / 2));
    assert.equal(run.trace.killedBy, "SIGXFSZ");
  });
});

Deno.test("a state that is neither before nor after is told", async () => {
  await inSlot(async (slot) => {
    const documents = await readDocuments(slot, undefined);
    const withoutChance = chanceRemover("", slot.live);
    const other = (text: string): Documents => ({
      ...comparable(documents, withoutChance),
      files: text,
    });
    const reference = {
      slot,
      before: other("before"),
      after: other("after"),
      degraded: null,
      cases: [],
      calls: [],
      withoutChance,
    };
    const { state, problems } = await judgeState(SCENARIO, reference);
    assert.equal(state, "between");
    assert.ok(problems.some((problem) => problem.startsWith("files is not that before")));
  });
});

Deno.test("a success that left the state before is told, and so is a bug", () => {
  const trace = { calls: [], killedBy: null };
  const call: Call = {
    syscall: "fsync",
    ordinal: 1,
    paths: [],
    args: "",
    result: "0",
    descriptor: 3,
    write: null,
  };
  const fault = { kind: "error", code: "EIO" } as const;
  const crash: CrashCase = { call, fault, before: null, syncs: new Map() };
  const end = (code: number | null, stdout: string) =>
    judgeEnd(SCENARIO, { ended: { code, stdout, stderr: "" }, trace }, crash, "before").length;
  assert.equal(end(74, ""), 0);
  assert.equal(end(74, '{"schema":"orchestrator.error/1","error":{}}\n'), 0);
  assert.equal(end(0, ""), 1);
  assert.equal(end(0, '{"schema":"orchestrator.init/1"}\n'), 2);
  assert.equal(end(70, ""), 1);
  assert.equal(end(null, ""), 1);
});

Deno.test("a case is aimed at the number that its call has in another run", () => {
  const written = (path: string, ordinal: number): Call => ({
    syscall: "write",
    ordinal,
    paths: [path],
    args: "",
    result: "0",
    descriptor: 3,
    write: { offset: 0, length: 8 },
  });
  const reference = [
    written("/r/a", 1),
    written("wake-up", 2),
    written("/r/b", 3),
    written("/r/b", 4),
  ];
  const [, , , call] = reference;
  assert.ok(call !== undefined);
  const fault = { kind: "kill" } as const;
  const crash: CrashCase = { call, fault, before: reference[2] ?? null, syncs: new Map() };
  const aim = (seen: readonly Call[]) => aimAgain(crash, reference, seen, isSameStep("/r"));
  const other = [written("/r/a", 1), written("/r/b", 2), written("/r/b", 3)];
  assert.deepEqual(aim(other), { ...crash, call: other[2], before: other[1] });
  assert.deepEqual(aim(other.slice(0, 2)), crash);
});

Deno.test("a trace tells paths, ordinals and positions of writes", () => {
  const { calls, killedBy } = parseTrace([
    'openat(AT_FDCWD</r>, "a", O_RDWR|O_CREAT, 0666) = 5</r/a>',
    "lseek(5</r/a>, 0, SEEK_END) = 100",
    'write(5</r/a>, "xy"..., 7) = 3',
    'write(5</r/a>, "y"..., 4) = -1 ENOSPC (No space left on device) (INJECTED)',
    'renameat2(AT_FDCWD</r>, "/r/a", 6</r/d>, "b", 0) = 0',
    'unlinkat(6</r/d>, "b", 0) = ?',
    "+++ killed by SIGKILL +++",
  ].join("\n"));
  assert.deepEqual(
    calls.map(({ syscall, ordinal, paths }) => [syscall, ordinal, ...paths]),
    [
      ["openat", 1, "/r/a"],
      ["lseek", 1, "/r/a"],
      ["write", 1, "/r/a"],
      ["write", 2, "/r/a"],
      ["renameat2", 1, "/r/a", "/r/d/b"],
      ["unlinkat", 1, "/r/d/b"],
    ],
  );
  assert.deepEqual(calls[2]?.write, { offset: 100, length: 7 });
  assert.deepEqual(calls[3]?.write, { offset: 103, length: 4 });
  assert.equal(killedBy, "SIGKILL");
});
