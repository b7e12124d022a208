import assert from "node:assert/strict";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import { findingsOf } from "./support/doctor_run.ts";

const QUARANTINE = ".orchestrator/quarantine";

/** A session whose log was damaged and mended. */
async function mended(
  scratch: Scratch,
): Promise<{ readonly log: string; readonly damaged: string }> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  const { out } = await scratch.run(["start", "Task", "--json"]);
  const log = `.orchestrator/sessions/${JSON.parse(out).session}/log.jsonl`;
  scratch.write("plan.md", "x");
  for (const item of ["look", "plan"]) await scratch.run(["complete", item]);
  const damaged = scratch.read(log).replace("Started phase", "Changed phase");
  scratch.write(log, damaged);
  assert.equal((await scratch.run(["doctor", "--fix"])).code, 0);
  return { log, damaged };
}

function nameOf(scratch: Scratch, bytes: string): string {
  const name = Array.from(Deno.readDirSync(`${scratch.tree}/${QUARANTINE}`), ({ name }) => name)
    .find((name) => scratch.read(`${QUARANTINE}/${name}`) === bytes);
  assert.ok(name !== undefined);
  return name;
}

Deno.test("doctor --restore puts a log back byte for byte, and the mended one can follow it", async () => {
  await withScratch(async (scratch) => {
    const { log, damaged } = await mended(scratch);
    const good = scratch.read(log);
    const restored = await scratch.run(["doctor", "--restore", nameOf(scratch, damaged)]);
    assert.equal(restored.code, 0, restored.err);
    assert.equal(scratch.read(log), damaged);
    assert.equal((await scratch.run(["doctor"])).code, 1);
    const [, id = ""] = /put it back: orchestrator doctor --restore (\S+)/.exec(restored.out) ?? [];
    const back = await scratch.run(["doctor", "--restore", id]);
    assert.equal(back.code, 0, back.err);
    assert.equal(scratch.read(log), good);
    assert.equal((await scratch.run(["doctor"])).code, 0);
  });
});

Deno.test("doctor --restore puts a journal back that --fix had set aside", async () => {
  await withScratch(async (scratch) => {
    await scratch.run(["start", "Task"]);
    scratch.write(".orchestrator/journal.json", "planted");
    assert.equal((await scratch.run(["doctor", "--fix"])).code, 0);
    const name = nameOf(scratch, "planted");
    assert.equal((await scratch.run(["doctor", "--restore", name])).code, 0);
    assert.equal(scratch.read(".orchestrator/journal.json"), "planted");
  });
});

Deno.test("what quarantine holds is said with its reason, and is no problem", async () => {
  await withScratch(async (scratch) => {
    await mended(scratch);
    const [finding] = await findingsOf(scratch, "quarantine");
    assert.equal(finding?.severity, "ok");
    assert.match(finding?.message ?? "", /In quarantine: 2, the newest is .*doctor --restore ID/);
  });
});

Deno.test("doctor --restore refuses what is not there, was changed, or is no file of its own", async () => {
  await withScratch(async (scratch) => {
    const { log, damaged } = await mended(scratch);
    const good = scratch.read(log);
    const name = nameOf(scratch, damaged);
    const refused = async (id: string, code: number, says: RegExp): Promise<void> => {
      const run = await scratch.run(["doctor", "--restore", id]);
      assert.equal(run.code, code, run.err);
      assert.match(run.err, says);
      assert.equal(scratch.read(log), good);
    };
    await refused("nothing", 66, /Cannot find "nothing" in the quarantine/);
    await refused("../sessions", 2, /quarantine/);
    const note = `${QUARANTINE}/${name}.reason.json`;
    const said = scratch.read(note);
    scratch.write(note, said.replace(/"reason":"[^"]*"/, '"reason":"torn tail"'));
    await refused(name, 65, /part of a log that never counted/);
    scratch.write(note, said.replace(/"file":"[^"]*"/, '"file":"../../../.bashrc"'));
    await refused(name, 65, /does not say where it came from/);
    scratch.write(note, said);
    scratch.write(`${QUARANTINE}/${name}`, `${damaged}x`);
    await refused(name, 65, /not those that were set aside/);
  });
});
