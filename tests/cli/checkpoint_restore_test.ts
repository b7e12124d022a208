import assert from "node:assert/strict";
import { SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

async function arranged(
  run: (line: readonly string[]) => Promise<{ out: string }>,
): Promise<string> {
  await run(["start", "Build it"]);
  const { out } = await run(["checkpoint", "--json"]);
  await run(["complete", "look"]);
  return JSON.parse(out).checkpoint_id;
}

Deno.test("on a terminal a restore shows what would change and asks", async () => {
  await withScratch(async ({ write, run }) => {
    write("workflow.yaml", SMALL_WORKFLOW);
    const id = await arranged(run);
    const refused = await run(["checkpoint", "restore", id], { terminal: true, stdin: "\n" });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /Item PLAN\/look: completed -> pending/);
    assert.match(refused.err, /Go back to it\? \[y\/N\] $/);
    assert.equal(refused.out, "Nothing was changed\n");
    assert.match((await run(["status"])).out, /✓ \[ \] look/);
    const agreed = await run(["checkpoint", "restore", id], { terminal: true, stdin: "y\n" });
    assert.equal(agreed.code, 0, agreed.err);
    assert.match((await run(["status"])).out, /○ \[ \] look/);
  });
});

Deno.test("with --no-input a restore does not ask on a terminal either", async () => {
  await withScratch(async ({ write, run }) => {
    write("workflow.yaml", SMALL_WORKFLOW);
    const id = await arranged(run);
    const line = ["checkpoint", "restore", id, "--no-input"];
    const { code, err } = await run(line, { terminal: true, stdin: "y\n" });
    assert.equal(code, 1);
    assert.match(err, /fix: orchestrator checkpoint restore cp_\w+ --yes/);
  });
});
