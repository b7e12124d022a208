import assert from "node:assert/strict";
import { SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import { findingsOf, problemsOf } from "./support/doctor_run.ts";

Deno.test("a line of the tree's .gitignore that defeats portable mode is a note", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    scratch.write(".gitignore", "dist/\n/.orchestrator/\n");
    assert.deepEqual(await problemsOf(scratch, "git"), []);
    assert.equal((await scratch.run(["init", "--portable"])).code, 0);
    const [hidden] = await problemsOf(scratch, "git");
    assert.match(hidden?.message ?? "", /in spite of portable mode: "\/\.orchestrator\/"/);
    scratch.write(".gitignore", "dist/\n");
    assert.deepEqual(await problemsOf(scratch, "git"), []);
  });
});

Deno.test("a vault is not opened by doctor, which says so and names who does", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    assert.deepEqual(await problemsOf(scratch, "secrets"), []);
    const made = await scratch.run(["secrets", "init"]);
    assert.equal(made.code, 0, made.err);
    const [vault] = await findingsOf(scratch, "secrets");
    assert.equal(vault?.severity, "not_tried");
    assert.equal(vault?.fix, "orchestrator secrets doctor");
  });
});
