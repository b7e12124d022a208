import assert from "node:assert/strict";
import type { FakeProcess } from "./support/fake_context.ts";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

/** Goes to the phase whose one item runs a command that succeeds. */
async function atCommand(scratch: Scratch, start: FakeProcess = {}): Promise<string> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  scratch.write("plan.md", "x");
  scratch.write("result.txt", "it works");
  const { err } = await scratch.run(["start", "Task"], start);
  await scratch.run(["complete", "plan"]);
  await scratch.run(["approve-item", "gate"]);
  await scratch.run(["advance"]);
  return err;
}

Deno.test("start grants the commands, and without that grant they do not run", async () => {
  await withScratch(async (scratch) => {
    const err = await atCommand(scratch);
    assert.match(err, /^note: granted: 1 command/m);
    const elsewhere = { env: { XDG_STATE_HOME: `${scratch.env["HOME"]}/other` } };
    const refused = await scratch.run(["complete", "check"], elsewhere);
    assert.equal(refused.code, 77);
    assert.match(refused.err, /Command: check: grep -q works result\.txt/);
    assert.match(refused.err, /fix: orchestrator trust grant$/m);
    assert.match((await scratch.run(["status"], elsewhere)).out, /\(from elsewhere\)/);
    assert.equal((await scratch.run(["complete", "check"])).code, 0);
  });
});

Deno.test("trust grant stores a grant; the hash that trust show prints works as a pin", async () => {
  await withScratch(async (scratch) => {
    await atCommand(scratch, { env: { ORCHESTRATOR_TRUST_START: "ask" } });
    const shown = JSON.parse((await scratch.run(["trust", "show", "--json"])).out);
    assert.equal(shown.granted, false);
    assert.equal(shown.commands[0].argv[0], "grep");
    assert.match(shown.commands[0].program, /^\/.*grep$/);
    const wrong = await scratch.run(["complete", "check"], { env: { ORCHESTRATOR_TRUST: "00" } });
    assert.equal(wrong.code, 77);
    assert.match(wrong.err, /ORCHESTRATOR_TRUST names another list/);
    const granted = JSON.parse((await scratch.run(["trust", "grant", "--json"])).out);
    assert.deepEqual([granted.stored, granted.hash], [true, shown.hash]);
    const pin = { ORCHESTRATOR_TRUST: shown.hash, XDG_STATE_HOME: "/nonexistent" };
    assert.equal((await scratch.run(["complete", "check"], { env: pin })).code, 0);
  });
});

Deno.test("where no grant can be stored, the variable to set is printed", async () => {
  await withScratch(async (scratch) => {
    const err = await atCommand(scratch, { env: { XDG_STATE_HOME: "", HOME: "" } });
    const hash = /^export ORCHESTRATOR_TRUST=([0-9a-f]{64})$/m.exec(err)?.[1];
    assert.ok(hash, err);
    const env = { ORCHESTRATOR_TRUST: hash };
    assert.equal((await scratch.run(["complete", "check"], { env })).code, 0);
  });
});

Deno.test("trust.start=refuse starts nothing; ask without a terminal starts ungranted", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    const refuse = { env: { ORCHESTRATOR_TRUST_START: "refuse" } };
    assert.equal((await scratch.run(["start", "Task"], refuse)).code, 77);
    assert.equal(scratch.exists(".orchestrator"), false);
    const ask = { env: { ORCHESTRATOR_TRUST_START: "ask" } };
    const { code, err } = await scratch.run(["start", "Task"], ask);
    assert.equal(code, 0);
    assert.match(err, /may not run yet; grant them: orchestrator trust grant/);
  });
});

Deno.test("a person at a terminal is asked and shown the commands; no means ungranted", async () => {
  for (const [answer, granted] of [["y\n", true], ["\n", false], ["", false]] as const) {
    await withScratch(async (scratch) => {
      scratch.write("workflow.yaml", SMALL_WORKFLOW);
      const env = { ORCHESTRATOR_TRUST_START: "ask" };
      const { err } = await scratch.run(["start", "T"], { env, terminal: true, stdin: answer });
      assert.match(err, /grep -q works result\.txt/);
      assert.match(err, /\[y\/N\]/);
      const shown = JSON.parse((await scratch.run(["trust", "show", "--json"])).out);
      assert.equal(shown.granted, granted);
    });
  }
});

Deno.test("nobody is asked with --no-input, --json, in CI or under an agent", async () => {
  const ask = { ORCHESTRATOR_TRUST_START: "ask" };
  const lines: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
    [["--no-input"], {}],
    [["--json"], {}],
    [[], { CI: "true" }],
    [[], { CLAUDECODE: "1" }],
  ];
  for (const [flags, env] of lines) {
    await withScratch(async (scratch) => {
      scratch.write("workflow.yaml", SMALL_WORKFLOW);
      const fake = { env: { ...ask, ...env }, terminal: true, stdin: "y\n" };
      const { code, err } = await scratch.run(["start", "T", ...flags], fake);
      assert.equal(code, 0);
      assert.doesNotMatch(err, /\[y\/N\]/);
    });
  }
});

Deno.test("with require_human_approval only a person at a terminal approves", async () => {
  const required = { ORCHESTRATOR_WORKFLOW_REQUIRE_HUMAN_APPROVAL: "true" };
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    const refused: readonly FakeProcess[] = [
      { env: required },
      { env: { ...required, ORCHESTRATOR_ACTOR: "human" } },
      { env: { ...required, CLAUDECODE: "1" }, terminal: true },
      { env: { ...required, CLAUDECODE: "1", ORCHESTRATOR_ACTOR: "human" }, terminal: true },
      { env: { ...required, ORCHESTRATOR_ACTOR: "agent" }, terminal: true },
    ];
    for (const fake of refused) {
      for (const line of [["approve-item", "gate"], ["approve"], ["advance", "--force"]]) {
        const { code, err } = await scratch.run(line, fake);
        assert.equal(code, 1);
        assert.match(err, /asks for a person at a terminal/);
      }
    }
    const person = { env: required, terminal: true };
    assert.equal((await scratch.run(["approve-item", "gate"], person)).code, 0);
  });
});
