import assert from "node:assert/strict";
import { at, textAt } from "../support/json.ts";
import { readTree } from "../support/file_tree.ts";
import { currentSession, makeRepository } from "../support/repository_fixture.ts";
import { addHistory, predecessorLine } from "../support/session_files.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("generate-md writes where the session stands, from any directory of the tree", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the *thing*", "-c", "Keep it small"]);
  await repository.done(["complete", "plain", "--notes", "Done\n# not a heading"]);
  await repository.done(["skip", "optional", "-r", "Not needed | for this"]);
  assert.equal((await repository.run(["complete", "plan_file"])).code, 1);
  repository.write("below/file", "");
  const { stdout } = await repository.done(["generate-md"], { cwd: repository.at("below") });
  assert.equal(stdout, "✓ Wrote ../WORKFLOW.md\n");
  const text = repository.read("WORKFLOW.md");
  for (
    const line of [
      /^# Workflow: Build the \\\*thing\\\*$/m,
      /^- Status: active$/m,
      /^- Progress: 1\/11 items$/m,
      /^- Constraint: Keep it small$/m,
      /^- Next: `orchestrator complete plan_file/m,
      /^- plan_file \(failed\)$/m,
      /^### PLAN - Planning \(active\)$/m,
      /^- \[x\] \*\*plain\*\* Plain item: Done\\\n {2}\\# not a heading$/m,
      /^- \[-\] \*\*optional\*\* Optional item: Not needed \\\| for this$/m,
      /^- \[~\] \*\*plan_file\*\* Write the plan \(failed\)$/m,
      /^- \[ \] \*\*build\*\* Build it$/m,
      /^\| [^|]+ \| item_skipped \| PLAN\/optional \| Skipped item: optional \|$/m,
    ]
  ) assert.match(text, line);
});

Deno.test("generate-md writes the same bytes for the same state, and nothing when they are there", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  assert.equal(at(await repository.json(["generate-md"]), "result"), "written");
  const before = readTree(repository.path);
  assert.equal(at(await repository.json(["generate-md"]), "result"), "unchanged");
  assert.deepEqual(readTree(repository.path), before);
  await repository.done(["complete", "plain"]);
  assert.equal(at(await repository.json(["generate-md"]), "result"), "written");
});

Deno.test("generate-md --stdout prints the same text and writes nothing", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const before = readTree(repository.base);
  const { stdout } = await repository.done(["generate-md", "--stdout"]);
  const document = await repository.json(["generate-md", "--stdout"]);
  assert.equal(textAt(document, "markdown"), stdout);
  assert.deepEqual(readTree(repository.base), before);
  await repository.done(["generate-md"]);
  assert.equal(repository.read("WORKFLOW.md"), stdout);
});

Deno.test("generate-md shows the last events of the predecessor, and no secret", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
  addHistory(repository, await currentSession(repository), [
    predecessorLine({ message: `Used ${token}` }),
  ]);
  await repository.done(["generate-md"]);
  const text = repository.read("WORKFLOW.md");
  assert.match(text, /Used \\\[REDACTED:/);
  assert.ok(!text.includes(token));
});

Deno.test("generate-md replaces what it wrote after git has changed its line ends, keeping the mode", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  await repository.done(["generate-md"]);
  const path = repository.at("WORKFLOW.md");
  repository.write("WORKFLOW.md", repository.read("WORKFLOW.md").replaceAll("\n", "\r\n"));
  Deno.chmodSync(path, 0o640);
  await repository.done(["complete", "plain"]);
  await repository.done(["generate-md"]);
  assert.match(repository.read("WORKFLOW.md"), /\[x\] \*\*plain/);
  assert.equal((Deno.statSync(path).mode ?? 0) & 0o777, 0o640);
});
