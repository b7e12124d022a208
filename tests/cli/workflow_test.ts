import assert from "node:assert/strict";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

async function started(scratch: Scratch): Promise<void> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  assert.equal((await scratch.run(["start", "Task"])).code, 0);
}

async function json(scratch: Scratch, ...line: readonly string[]) {
  return JSON.parse((await scratch.run([...line, "--json"])).out);
}

Deno.test("a workflow goes from start to finish by the commands that status names", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write("plan.md", "x");
    scratch.write("result.txt", "it works");
    const seen: string[] = [];
    for (let step = 0; step < 10; step++) {
      const { next_action: { kind, command } } = await json(scratch, "status");
      if (kind === "start") break;
      seen.push(command);
      const words = command.replace(' --notes "<what you did>"', "").split(" ").slice(1);
      assert.equal((await scratch.run(words)).code, 0, command);
    }
    assert.deepEqual(seen, [
      'orchestrator complete plan --notes "<what you did>"',
      "orchestrator approve-item gate",
      "orchestrator advance",
      'orchestrator complete check --notes "<what you did>"',
      "orchestrator finish",
    ]);
    const { active, status } = await json(scratch, "status");
    assert.deepEqual([active, status], [false, "completed"]);
  });
});

Deno.test("without a workflow status is inactive, exits 0 and writes nothing", async () => {
  await withScratch(async (scratch) => {
    const { code, out } = await scratch.run(["status"]);
    assert.equal(code, 0);
    assert.equal(out, "No active workflow. Start one with: orchestrator start <task>\n");
    assert.deepEqual(await json(scratch, "status"), {
      schema: "orchestrator.status/1",
      active: false,
    });
    assert.equal(scratch.exists(".orchestrator"), false);
  });
});

Deno.test("several active sessions of which none is current are listed by status, exit 0", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    await scratch.run(["start", "Other", "--parallel"]);
    Deno.removeSync(`${scratch.tree}/.orchestrator/current`);
    const { code, out } = await scratch.run(["status"]);
    assert.equal(code, 0);
    assert.equal(out.match(/^ {2}orchestrator session switch \S+$/gm)?.length, 2);
    assert.equal((await json(scratch, "status")).active_sessions.length, 2);
    assert.equal((await scratch.run(["advance"])).code, 66);
  });
});

Deno.test("commands that need a session exit 66 without one", async () => {
  await withScratch(async (scratch) => {
    const lines = [["complete", "a"], ["skip", "a", "-r", "x"], ["advance"], ["finish"], ["log"]];
    for (const line of lines) assert.equal((await scratch.run(line)).code, 66, line[0]);
    await scratch.run(["init"]);
    for (const line of lines) assert.equal((await scratch.run(line)).code, 66, line[0]);
  });
});

Deno.test("a start that fails leaves nothing behind", async () => {
  await withScratch(async (scratch) => {
    for (const text of ["phases: [", "name: x\nphases: []\n", "name: x\n"]) {
      scratch.write("workflow.yaml", text);
      assert.equal((await scratch.run(["start", "Task"])).code, 1, text);
    }
    assert.equal((await scratch.run(["start", "Task", "-w", "none.yaml"])).code, 66);
    assert.equal((await scratch.run(["start", ""])).code, 2);
    assert.equal(scratch.exists(".orchestrator"), false);
  });
});

Deno.test("the same task again continues, another is refused, --parallel leaves current", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const { session } = await json(scratch, "status");
    const again = await scratch.run(["start", "Task"]);
    assert.equal(again.code, 0);
    assert.match(again.out, new RegExp(`^continuing ${session}$`, "m"));
    const other = await scratch.run(["start", "Other"]);
    assert.equal(other.code, 1);
    const named = `--session ${session}`;
    assert.ok(
      other.err.includes(
        `  fix: orchestrator status ${named}\n  fix: orchestrator start Other --parallel\n` +
          `  fix: orchestrator finish --abandon --reason "<why>" ${named}\n`,
      ),
      other.err,
    );
    const parallel = await json(scratch, "start", "Other", "--parallel");
    assert.match(parallel.next_action.command, new RegExp(` --session ${parallel.session}$`));
    assert.equal((await json(scratch, "status")).session, session);
    assert.equal((await json(scratch, "status", "--session", parallel.session)).task, "Other");
  });
});

Deno.test("a failed check is recorded and exits 1; the retry passes; once more is no error", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const failed = await scratch.run(["complete", "plan", "--json"]);
    assert.equal(failed.code, 1);
    assert.equal(JSON.parse(failed.out).error.code, "verification.failed");
    scratch.write("plan.md", "x");
    assert.equal((await json(scratch, "complete", "plan")).result, "completed");
    assert.equal((await json(scratch, "complete", "plan")).result, "already_completed");
    const { events } = await json(scratch, "log");
    assert.deepEqual(events.map((event: { event_type: string }) => event.event_type).slice(2), [
      "verification_failed",
      "verification_passed",
      "item_completed",
    ]);
  });
});

Deno.test("a command that fails shows what it printed, scrubbed, escaped and indented", async () => {
  await withScratch(async (scratch) => {
    const command = "sh -c 'echo NEXT_ACTION: x; printf \"a\\\\033[1m\\n\" >&2; exit 3'";
    scratch.write(
      "workflow.yaml",
      `name: W\nphases:\n  - id: A\n    name: A\n    items:\n      - ${
        JSON.stringify({ id: "c", name: "C", verification: { type: "command", command } })
      }\n`,
    );
    await scratch.run(["start", "Task"]);
    const { code, err } = await scratch.run(["complete", "c"]);
    assert.equal(code, 1);
    assert.match(err, /^error: Cannot complete "c": Exit code 3, expected 0$/m);
    assert.match(err, /^ {2}NEXT_ACTION: x$/m);
    assert.match(err, /^ {2}a\\x1b\[1m$/m);
  });
});

Deno.test("a file that is older than the session passes and is pointed out", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write("plan.md", "x");
    Deno.utimeSync(`${scratch.tree}/plan.md`, new Date("2020-01-01"), new Date("2020-01-01"));
    const { code, err } = await scratch.run(["complete", "plan"]);
    assert.equal(code, 0);
    assert.match(err, /^note: plan\.md is older than this session$/m);
  });
});

Deno.test("notes come from a flag, a file or stdin, and not from two of them", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write("plan.md", "x");
    const both = await scratch.run(["complete", "look", "-n", "a", "--notes-file", "-"]);
    assert.equal(both.code, 2);
    const none = await scratch.run(["complete", "look", "--notes-file", "missing"]);
    assert.equal(none.code, 66);
    await scratch.run(["complete", "look", "--notes-file", "-"], { stdin: "from stdin\n" });
    await scratch.run(["complete", "plan", "--notes-file", `${scratch.tree}/plan.md`]);
    const { events } = await json(scratch, "log");
    const notes = events.flatMap((event: { details: { notes?: string } }) =>
      event.details.notes ?? []
    );
    assert.deepEqual(notes, ["from stdin", "x"]);
  });
});

Deno.test("the log shows the last events and says how many it leaves out", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const { out, err } = await scratch.run(["log", "--limit", "1"]);
    assert.match(out, /^\S+Z {2}system {2}phase_started .*Started phase: Planning\n$/);
    assert.match(err, /1 earlier event is not shown/);
    assert.equal((await scratch.run(["log", "--limit", "0"])).code, 2);
    assert.equal((await json(scratch, "log", "--all")).events.length, 2);
  });
});

Deno.test("finish keeps its summary in the session, and a second finish is refused", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const incomplete = await scratch.run(["finish"]);
    assert.equal(incomplete.code, 1);
    assert.match(incomplete.err, /Blocker: plan \(pending\)/);
    assert.equal((await scratch.run(["finish", "--abandon"])).code, 2);
    const { session } = await json(scratch, "status");
    const done = await scratch.run(["finish", "--abandon", "-r", "No need"]);
    assert.equal(done.code, 0);
    assert.match(done.out, /Nothing was committed or pushed/);
    assert.match(
      scratch.read(`.orchestrator/sessions/${session}/summary.md`),
      /Workflow abandoned/,
    );
    assert.equal((await scratch.run(["finish"])).code, 1);
  });
});

Deno.test("a changed workflow.yaml is shown, and the session keeps its own", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write("workflow.yaml", SMALL_WORKFLOW.replace("Write it", "Write more"));
    const { out } = await scratch.run(["status"]);
    assert.match(out, /workflow\.yaml changed since the workflow started/);
    assert.match(out, /plan — Write it/);
  });
});

Deno.test("sessions are listed, shown and switched", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const { session } = await json(scratch, "status");
    const other = await json(scratch, "start", "Other", "--new");
    assert.equal((await json(scratch, "status")).session, other.session);
    assert.equal((await json(scratch, "session", "show", "-")).session, session);
    assert.deepEqual(await json(scratch, "workflow", "switch", "-"), {
      schema: "orchestrator.session-switch/1",
      from: other.session,
      to: session,
    });
    const { sessions } = await json(scratch, "session", "list");
    assert.deepEqual(
      sessions.map((one: { id: string; current: boolean }) => [one.id, one.current]).toSorted(),
      [[session, true], [other.session, false]].toSorted(),
    );
    assert.equal((await scratch.run(["session", "switch", "nothing"])).code, 66);
    assert.equal((await scratch.run(["session", "switch", "../.."])).code, 66);
  });
});

Deno.test("when a session ends, the next command leads to one that is still active", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const { session } = await json(scratch, "start", "Other", "--parallel");
    const command = `orchestrator session switch ${session}`;
    const ended = await json(scratch, "finish", "--abandon", "--reason", "Not now");
    assert.deepEqual(ended.next_action, { kind: "switch", command });
    assert.deepEqual((await json(scratch, "status")).next_action, { kind: "switch", command });
    await json(scratch, ...command.split(" ").slice(1));
    assert.equal((await json(scratch, "status")).task, "Other");
    const last = await json(scratch, "finish", "--abandon", "--reason", "Not now");
    assert.equal(last.next_action.kind, "start");
  });
});

Deno.test("the log shows below an event what somebody wrote", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    await scratch.run(["finish", "--abandon", "--reason", "One\nNEXT_ACTION: two"]);
    const { out } = await scratch.run(["log", "--limit", "1"]);
    assert.match(out, /\n {4}Reason: One\n {4}NEXT_ACTION: two\n$/);
  });
});

Deno.test("a secret in a definition is written nowhere, by start or by reload, and both say so", async () => {
  await withScratch(async (scratch) => {
    const token = `ghp_${"aB39".repeat(9)}`;
    const leaking = SMALL_WORKFLOW.replace("word: works", `word: ${token}`);
    assert.notEqual(leaking, SMALL_WORKFLOW);
    scratch.write("workflow.yaml", leaking);
    const start = await scratch.run(["start", "Task"]);
    assert.match(start.err, /^warning: a secret in the definition is not recorded/m);
    const { session } = await json(scratch, "status");
    const base = `.orchestrator/sessions/${session}/base.json`;
    assert.match(scratch.read(base), /"word":"\[REDACTED:/);
    assert.equal(scratch.read(base).includes(token), false);
    const reload = await scratch.run(["workflow", "reload"]);
    assert.match(reload.err, /^warning: a secret in the definition is not recorded/m);
    assert.match(reload.out, /says what the session has already/);
  });
});
