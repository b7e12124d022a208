import assert from "node:assert/strict";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

async function started(scratch: Scratch): Promise<void> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  scratch.write("plan.md", "x");
  scratch.write("result.txt", "it works");
  assert.equal((await scratch.run(["start", "Task"])).code, 0);
  await scratch.run(["complete", "plan"]);
  await scratch.run(["approve-item", "gate"]);
  assert.equal((await scratch.run(["advance"])).code, 0);
}

const HUMAN_NEEDED = { ORCHESTRATOR_WORKFLOW_REQUIRE_HUMAN_APPROVAL: "true" };

Deno.test("trust show --start lists what start would run, and writes nothing", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    const { code, out } = await scratch.run(["trust", "show", "--start"]);
    assert.equal(code, 0);
    assert.match(out, /check: grep -q works result\.txt\n {4}program: \/.*grep\n/);
    assert.match(out, /Grant them by starting it: orchestrator start/);
    assert.equal(scratch.exists(".orchestrator"), false);
    const hash = /^List: ([0-9a-f]{64})$/m.exec(out)?.[1];
    await started(scratch);
    assert.match((await scratch.run(["trust", "show"])).out, new RegExp(`List: ${hash}`));
  });
});

Deno.test("after trust revoke nothing runs, and status says what is not granted", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    assert.match((await scratch.run(["trust", "list"])).out, /^\* .*: 1 command, list/);
    assert.equal((await scratch.run(["trust", "revoke"])).code, 0);
    assert.equal((await scratch.run(["complete", "check"])).code, 77);
    const { out } = await scratch.run(["status"]);
    assert.match(
      out,
      /⚠ Its commands are not granted here.*\n {2}check: grep -q works result\.txt\n/,
    );
    const status = JSON.parse((await scratch.run(["status", "--json"])).out);
    assert.deepEqual(status.not_granted, ["check: grep -q works result.txt"]);
    assert.match((await scratch.run(["trust", "revoke"])).out, /Nothing is granted here/);
  });
});

Deno.test("trust revoke takes one list by its first digits, and refuses one that is not there", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const { hash } = JSON.parse((await scratch.run(["trust", "show", "--json"])).out);
    for (const wanted of [hash.slice(0, 7), "00000000", "../../x"]) {
      const { code, err } = await scratch.run(["trust", "revoke", wanted]);
      assert.equal(code, 66, wanted);
      assert.match(err, /fix: orchestrator trust list/);
    }
    assert.equal((await scratch.run(["complete", "check"])).code, 0);
    assert.equal((await scratch.run(["trust", "revoke", hash.slice(0, 8).toUpperCase()])).code, 0);
    assert.match((await scratch.run(["trust", "list"])).out, /Nothing is granted/);
  });
});

Deno.test("a changed list is shown as a difference wherever it is refused", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write(".orchestrator/config.yaml", "verification.env: minimal\n");
    const refused = await scratch.run(["complete", "check"]);
    assert.equal(refused.code, 77);
    assert.match(
      refused.err,
      /Changed since the last grant:\n {4}\+ {"key":"verification\.env","written":"minimal"}/,
    );
    assert.match((await scratch.run(["trust", "show"])).out, /^ {2}\+ {"key":"verification/m);
    assert.match(
      (await scratch.run(["status"])).out,
      /^ {2}setting verification\.env: "minimal"$/m,
    );
    assert.deepEqual(
      (await scratch.run(["config", "get", "verification.env"])).out,
      "inherit\n",
    );
    assert.equal((await scratch.run(["trust", "grant"])).code, 0);
    assert.equal((await scratch.run(["config", "get", "verification.env"])).out, "minimal\n");
    assert.equal((await scratch.run(["complete", "check"])).code, 0);
  });
});

Deno.test("approvals of a name count after trust approve-from, until it is revoked", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    const bot = { env: { ...HUMAN_NEEDED, ORCHESTRATOR_ACTOR: "release-bot" } };
    assert.equal((await scratch.run(["approve-item", "gate"], bot)).code, 1);
    // The bot cannot let itself in, and no other name comes in with it.
    assert.equal((await scratch.run(["trust", "approve-from", "release-bot"], bot)).code, 1);
    const person = { env: HUMAN_NEEDED, terminal: true };
    assert.equal((await scratch.run(["trust", "approve-from", "release-bot"], person)).code, 0);
    const eve = { env: { ...HUMAN_NEEDED, ORCHESTRATOR_ACTOR: "eve" }, terminal: true };
    assert.equal((await scratch.run(["approve-item", "gate"], eve)).code, 1);
    assert.equal((await scratch.run(["approve-item", "gate"], bot)).code, 0);
    const list = await scratch.run(["trust", "list"]);
    assert.match(list.out, /approvals of release-bot count/);
    assert.equal((await scratch.run(["trust", "revoke", "--approver", "release-bot"])).code, 0);
    assert.equal((await scratch.run(["approve-item", "gate"], bot)).code, 1);
    assert.match((await scratch.run(["trust", "list"])).out, /1 command, list/);
  });
});

Deno.test("names that are none, or that mean a kind of actor, are refused", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    for (
      const name of ["human", "agent", "system", "", "a b", "../x", "\u001b[2J", "x".repeat(65)]
    ) {
      const { code, err } = await scratch.run(["trust", "approve-from", name]);
      assert.equal(code, 2, JSON.stringify(name));
      assert.match(err, /that is not a name/);
    }
  });
});

Deno.test("the setting in the repository asks for a person, and ORCHESTRATOR_TRUST has no path in it", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write(".orchestrator/config.yaml", "workflow: { require_human_approval: true }\n");
    assert.equal((await scratch.run(["advance", "--force"])).code, 1);
    const { commands, hash } = JSON.parse((await scratch.run(["trust", "show", "--json"])).out);
    const listed = commands.map(({ program: _program, ...entry }: { program: unknown }) => entry);
    assert.doesNotMatch(JSON.stringify(listed), new RegExp(scratch.tree));
    assert.match(hash, /^[0-9a-f]{64}$/);
  });
});
