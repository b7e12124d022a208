import assert from "node:assert/strict";
import { spaceFinding } from "../../src/doctor/check_space.ts";
import { SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import { findingsOf, problemsOf } from "./support/doctor_run.ts";

Deno.test("little room is a note, next to none an error, and an unknown amount is not tried", () => {
  const severities = [1e9, 1e7, 1e3, null].map((free) => spaceFinding("/a", free).severity);
  assert.deepEqual(severities, ["ok", "note", "error", "not_tried"]);
});

Deno.test("a directory without git is fine without the program; a repository misses it", async () => {
  await withScratch(async (scratch) => {
    const without = { PATH: `${scratch.tree}/nowhere` };
    const [missing] = await problemsOf(scratch, "git-program", without);
    assert.match(missing?.message ?? "", /Git is not installed/);
    Deno.removeSync(`${scratch.tree}/.git`, { recursive: true });
    assert.deepEqual(await problemsOf(scratch, "git-program", without), []);
  });
});

Deno.test("a git directory that git itself refuses is shown with its own words", async () => {
  await withScratch(async (scratch) => {
    const [refused] = await problemsOf(scratch, "git-program");
    assert.match(refused?.message ?? "", /Git does not take this repository: fatal: /);
    const { success } = new Deno.Command("git", { args: ["init", "-q"], cwd: scratch.tree })
      .outputSync();
    assert.ok(success);
    assert.deepEqual(await problemsOf(scratch, "git-program"), []);
  });
});

Deno.test("a place that vanishes is a note that names the way out", async () => {
  await withScratch(async (scratch) => {
    const [place] = await findingsOf(scratch, "environment", { CI: "1", HOME: scratch.tree });
    assert.equal(place?.severity, "note");
    assert.match(place?.message ?? "", /This runs in continuous integration \(because of env:CI\)/);
    assert.equal(place?.fix, "orchestrator snapshot export");
  });
});

Deno.test("a home directory that is not there is a note", async () => {
  await withScratch(async (scratch) => {
    const [, home] = await findingsOf(scratch, "environment");
    assert.equal(home?.severity, "note");
    assert.match(home?.message ?? "", /Your home directory is not there/);
    const [, there] = await findingsOf(scratch, "environment", { HOME: scratch.tree });
    assert.equal(there?.severity, "ok");
  });
});

Deno.test("secrets that only SOPS can open are a note where SOPS cannot", async () => {
  await withScratch(async (scratch) => {
    assert.deepEqual(await problemsOf(scratch, "sops"), []);
    scratch.write("secrets.enc.yaml", "gemini_api_key: ENC[x]\nsops:\n    age: []\n");
    const nowhere = { PATH: `${scratch.tree}/nowhere` };
    const [without] = await problemsOf(scratch, "sops", nowhere);
    assert.match(without?.message ?? "", /only in .*secrets\.enc\.yaml, and sops is not installed/);
    const bin = Deno.makeTempDirSync({ dir: `${scratch.tree}/..` });
    Deno.writeTextFileSync(`${bin}/sops`, "#!/bin/sh\n", { mode: 0o755 });
    const ci = { PATH: bin, CI: "1" };
    const [container] = await problemsOf(scratch, "sops", ci);
    assert.match(container?.message ?? "", /no key for SOPS comes to a container/);
    assert.match(container?.fix ?? "", /^orchestrator secrets import .*secrets\.enc\.yaml$/);
    assert.deepEqual(await problemsOf(scratch, "sops", { ...ci, SOPS_AGE_KEY: "key" }), []);
  });
});

Deno.test("a .gitignore of the user's own is kept, and what it leaves to git is named", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    assert.deepEqual(await problemsOf(scratch, "git"), []);
    scratch.write(".orchestrator/.gitignore", "lock\n/tmp/\n");
    const [left] = await problemsOf(scratch, "git");
    assert.match(left?.message ?? "", /leaves to git: current; /);
    scratch.write(".orchestrator/.gitignore", "*\n");
    assert.deepEqual(await problemsOf(scratch, "git"), []);
  });
});

Deno.test("a configuration file that cannot be read is an error at its line and column", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    scratch.write(".orchestrator/config.yaml", "lock:\n  timeout: [\n");
    const [problem] = await problemsOf(scratch, "config");
    assert.equal(problem?.severity, "error");
    assert.match(problem?.message ?? "", /config\.yaml:\d+:\d+ cannot be read: syntax/);
    assert.match(problem?.fix ?? "", /^cat -n /);
    scratch.write(".orchestrator/config.yaml", "lock:\n  timeout: 5\n");
    assert.deepEqual(await problemsOf(scratch, "config"), []);
  });
});

Deno.test("what a command that was cut off has left half done is a note, and start removes it", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    assert.deepEqual(await problemsOf(scratch, "tmp"), []);
    Deno.mkdirSync(`${scratch.tree}/.orchestrator/tmp/0123456789ab`, { recursive: true });
    scratch.write(".orchestrator/tmp/0123456789ab/lock", "");
    const [left] = await problemsOf(scratch, "tmp");
    assert.match(left?.message ?? "", /have left 1 in .*tmp, which never counted/);
    assert.equal((await scratch.run(["start", "Other", "--parallel"])).code, 0);
    assert.deepEqual(await problemsOf(scratch, "tmp"), []);
  });
});

Deno.test("what the search for the home went by is part of the evidence", async () => {
  await withScratch(async (scratch) => {
    const [nothing] = await findingsOf(scratch, "home");
    assert.equal(nothing?.evidence["mark"], null);
    await scratch.run(["start", "Task"]);
    const [home] = await findingsOf(scratch, "home");
    assert.equal(home?.evidence["mark"], "strong");
    assert.equal(home?.evidence["why"], ".orchestrator/meta.json");
    assert.equal(home?.evidence["boundary"], scratch.tree);
  });
});
