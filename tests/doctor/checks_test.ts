import assert from "node:assert/strict";
import { declaredSecrets } from "../../src/workflow/declared_secrets.ts";
import { OPERATIONS } from "../../src/cli/operations.ts";
import { runChecks } from "../../src/doctor/checks.ts";
import type { Finding } from "../../src/doctor/finding.ts";
import { discover } from "../../src/repo/discover.ts";
import { type Scratch, SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";

function findings(scratch: Scratch): Promise<readonly Finding[]> {
  const place = discover({
    cwd: scratch.tree,
    root: null,
    rootVariable: null,
    homeDirectory: null,
  });
  const now = new Date("2026-11-22T10:00:00.000Z");
  const { env } = scratch;
  return runChecks({
    place,
    operations: OPERATIONS,
    env,
    now,
    host: "host",
    version: "0.1.0",
    missingSecrets: (definition) => Promise.resolve(declaredSecrets(definition)),
  });
}

async function errors(scratch: Scratch): Promise<readonly string[]> {
  const found = await findings(scratch);
  return found.filter(({ severity }) => severity === "error").map(({ id }) => id);
}

async function started(scratch: Scratch): Promise<string> {
  scratch.write("workflow.yaml", SMALL_WORKFLOW);
  const { out } = await scratch.run(["start", "Task", "--json"]);
  return `.orchestrator/sessions/${JSON.parse(out).session}`;
}

Deno.test("a fresh session is healthy, and so is a directory without one", async () => {
  await withScratch(async (scratch) => {
    assert.deepEqual(await errors(scratch), []);
    await started(scratch);
    assert.deepEqual(await errors(scratch), []);
    const { code, out } = await scratch.run(["doctor"]);
    assert.equal(code, 0);
    assert.match(out, /2 events, all in their chain/);
  });
});

Deno.test("a link in the house is an error, and nothing behind it is looked at", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    Deno.renameSync(`${scratch.tree}/.orchestrator/sessions`, `${scratch.tree}/moved`);
    Deno.symlinkSync("../moved", `${scratch.tree}/.orchestrator/sessions`);
    assert.deepEqual(await errors(scratch), ["house"]);
    const { code, out } = await scratch.run(["doctor"]);
    assert.equal(code, 1);
    assert.match(out, /sessions is a link, not a directory/);
  });
});

Deno.test("a meta.json that cannot be read is an error", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    scratch.write(".orchestrator/meta.json", "{");
    assert.deepEqual(await errors(scratch), ["identity"]);
  });
});

Deno.test("a damaged log is an error; --fix mends it and keeps every byte", async () => {
  await withScratch(async (scratch) => {
    const directory = await started(scratch);
    scratch.write("plan.md", "x");
    for (const item of ["look", "plan"]) await scratch.run(["complete", item]);
    const log = scratch.read(`${directory}/log.jsonl`);
    const damaged = log.replace("Started phase", "Changed phase");
    scratch.write(`${directory}/log.jsonl`, damaged);
    assert.deepEqual(await errors(scratch), ["sessions"]);
    const dry = await scratch.run(["doctor", "--fix", "--dry-run"]);
    assert.match(dry.out, /Would mend 1 of these/);
    assert.equal(scratch.read(`${directory}/log.jsonl`), damaged);
    const { code, out } = await scratch.run(["doctor", "--fix"]);
    assert.equal(code, 0, out);
    assert.match(out, /^mended: session /m);
    assert.deepEqual(await errors(scratch), []);
    const kept = Array.from(Deno.readDirSync(`${scratch.tree}/.orchestrator/quarantine`))
      .map(({ name }) => scratch.read(`.orchestrator/quarantine/${name}`));
    assert.ok(kept.includes(damaged));
  });
});

Deno.test("a journal that no operation writes is an error; --fix sets it aside", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const journal = JSON.stringify({
      schema: 1,
      operation: "start",
      stage: "abc",
      facts: {},
      steps: [{ from: ".orchestrator/tmp/abc/x", to: "../../etc/passwd", sha256: "0" }],
    });
    scratch.write(".orchestrator/journal.json", journal);
    assert.deepEqual(await errors(scratch), ["journal"]);
    const { code, out } = await scratch.run(["doctor", "--fix"]);
    assert.equal(code, 0, out);
    assert.equal(scratch.exists(".orchestrator/journal.json"), false);
    const kept = Array.from(Deno.readDirSync(`${scratch.tree}/.orchestrator/quarantine`))
      .map(({ name }) => scratch.read(`.orchestrator/quarantine/${name}`));
    assert.ok(kept.includes(journal));
  });
});

Deno.test("doctor without --fix writes nothing", async () => {
  await withScratch(async (scratch) => {
    await scratch.run(["doctor"]);
    assert.equal(scratch.exists(".orchestrator"), false);
    assert.equal((await scratch.run(["doctor", "--dry-run"])).code, 2);
  });
});

Deno.test("doctor --only runs the checks that are named, and refuses others by their names", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    const { code, out } = await scratch.run(["doctor", "--only", "trash,home", "--json"]);
    assert.equal(code, 0);
    const ids = JSON.parse(out).findings.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids, ["home", "trash"]);
    const refused = await scratch.run(["doctor", "--only", "everything"]);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /takes home, house, .*not "everything"/);
  });
});

Deno.test("doctor --only says so when the house is not safe to look into", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    Deno.renameSync(`${scratch.tree}/.orchestrator/sessions`, `${scratch.tree}/moved`);
    Deno.symlinkSync("../moved", `${scratch.tree}/.orchestrator/sessions`);
    const { code, out } = await scratch.run(["doctor", "--only", "sessions"]);
    assert.equal(code, 1);
    assert.match(out, /sessions is a link, not a directory/);
  });
});

Deno.test("a thing in the trash without a record of ours is shown", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    Deno.mkdirSync(`${scratch.tree}/.orchestrator/trash/planted`, { recursive: true });
    const found = await findings(scratch);
    const trash = found.filter(({ id }) => id === "trash");
    assert.deepEqual(trash.map(({ severity }) => severity), ["note"]);
    const { out } = await scratch.run(["doctor"]);
    assert.match(out, /planted in the trash cannot be restored[^]*fix: ls -l /);
  });
});

Deno.test("an uninstall that was cut off is shown, and the printed command finishes it", async () => {
  await withScratch(async (scratch) => {
    await started(scratch);
    Deno.mkdirSync(`${scratch.tree}/.orchestrator/uninstalled/abc/sessions`, { recursive: true });
    const nothing = await scratch.run(["doctor", "--only", "uninstalled"]);
    assert.match(nothing.out, /No uninstall was cut off/, "nothing was set aside");
    scratch.write(".orchestrator/uninstalled/abc/meta.json", "{}");
    const { out } = await scratch.run(["doctor", "--only", "uninstalled"]);
    const [, fix = ""] = /fix: orchestrator (.*)/.exec(out) ?? [];
    assert.match(fix, /^uninstall --export/);
    assert.equal((await scratch.run(fix.split(" "))).code, 0);
    const after = await findings(scratch);
    assert.equal(after.find(({ id }) => id === "uninstalled")?.severity, "ok");
  });
});
