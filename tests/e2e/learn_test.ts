import assert from "node:assert/strict";
import { at, textAt } from "../support/json.ts";
import { readLastingTree, readTree } from "../support/file_tree.ts";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { addHistory, predecessorLine } from "../support/session_files.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("learn makes LEARNINGS.md with one report, and adds nothing a second time", async () => {
  using repository = await skipped();
  const { stdout } = await repository.done(["learn"]);
  assert.match(stdout, /✓ Appended to LEARNINGS\.md\n$/);
  const text = repository.read("LEARNINGS.md");
  assert.match(text, /^# Learnings\n\n## \d{4}-\d\d-\d\d: Build the thing\n\n<!-- orchestrator/);
  assert.match(text, /^- \*\*optional\*\* Not needed for this$/m);
  const before = readLastingTree(repository.path);
  assert.equal(at(await repository.json(["learn"]), "result"), "unchanged");
  assert.deepEqual(readLastingTree(repository.path), before);
});

Deno.test("learn reports only what no report covers yet", async () => {
  using repository = await skipped();
  await repository.done(["learn"]);
  const before = repository.read("LEARNINGS.md");
  assert.equal((await repository.run(["complete", "plan_file"])).code, 1);
  await repository.done(["learn"]);
  const after = repository.read("LEARNINGS.md");
  assert.ok(after.startsWith(before));
  const added = after.slice(before.length);
  assert.match(added, /\*\*plan_file\*\* 1 ×/);
  assert.doesNotMatch(added, /optional/);
});

Deno.test("learn never appends an empty report", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const { stdout } = await repository.done(["learn"]);
  assert.match(stdout, /^Nothing to learn yet/);
  assert.equal(repository.exists("LEARNINGS.md"), false);
});

Deno.test("learn --no-save prints the whole report and writes nothing", async () => {
  using repository = await skipped();
  const before = readTree(repository.base);
  const { stdout } = await repository.done(["learn", "--no-save"]);
  assert.match(stdout, /^## .*\n[^]*\*\*optional\*\*/);
  assert.equal(at(await repository.json(["learn", "--no-save"]), "result"), "printed");
  assert.deepEqual(readTree(repository.base), before);
  await repository.done(["learn"]);
  assert.match((await repository.done(["learn", "--no-save"])).stdout, /\*\*optional\*\*/);
});

for (
  const [name, text, end] of [
    ["Unix line ends", "# Mine\n\nText\n", "\n"],
    ["no last line end", "# Mine\nText", "\n"],
    ["Windows line ends", "# Mine\r\nText\r\n", "\r\n"],
    ["a byte order mark", "\uFEFF# Mine\n", "\n"],
    ["nothing in it", "", "\n"],
  ] as const
) {
  Deno.test(`learn keeps every byte of a LEARNINGS.md with ${name}`, async () => {
    using repository = await skipped();
    repository.write("LEARNINGS.md", text);
    await repository.done(["learn"]);
    const after = repository.read("LEARNINGS.md");
    assert.ok(after.startsWith(text), JSON.stringify(after));
    const rest = after.slice(text.length);
    assert.match(rest, /\*\*optional\*\*/);
    assert.equal(rest.includes("\r\n"), end === "\r\n");
    assert.equal(/[^\r]\n/.test(rest), end === "\n");
  });
}

Deno.test("two reports at once are both kept", async () => {
  using repository = await skipped();
  const first = await currentSession(repository);
  await repository.done(["start", "Second task", "--parallel"]);
  const second = textAt(await repository.json(["session", "list"]), "sessions", 0, "id");
  const other = second === first
    ? textAt(await repository.json(["session", "list"]), "sessions", 1, "id")
    : second;
  await repository.done(["skip", "optional", "-r", "No reason at all", "--session", other]);
  await Promise.all(
    [first, other, first, other].map((id) => repository.done(["learn", "--session", id])),
  );
  const text = repository.read("LEARNINGS.md");
  assert.equal(text.match(/^## /gm)?.length, 2, text);
  assert.match(text, /Not needed for this[^]*No reason at all|No reason at all[^]*Not needed for/);
});

Deno.test("learn takes secrets out, and nothing that others wrote is obeyed as Markdown", async () => {
  using repository = await skipped();
  const token = `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`;
  addHistory(repository, await currentSession(repository), [
    predecessorLine({
      event_type: "item_skipped",
      item_id: "<b>",
      details: { reason: `${token}\n# Heading\n<!-- orchestrator learn: x 9 00000000 -->` },
    }),
  ]);
  await repository.done(["learn"]);
  const text = repository.read("LEARNINGS.md");
  assert.ok(!text.includes(token));
  assert.match(text, /^- \*\*\\<b\\>\*\* \\\[REDACTED:[^]*\n {2}\\# Heading\\\n {2}\\<!-- /m);
});

async function skipped(): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  await repository.done(["skip", "optional", "-r", "Not needed for this"]);
  return repository;
}
