import assert from "node:assert/strict";
import { at, listAt, textAt } from "../support/json.ts";
import { runs } from "../support/file_rights.ts";
import { readTree } from "../support/file_tree.ts";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { runWords } from "../support/run_orchestrator.ts";
import { sessionPath } from "../support/session_files.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("feedback capture --auto adds a line to each of the two files of the session", async () => {
  using repository = await worked();
  repository.write("pyproject.toml", "");
  const session = await currentSession(repository);
  await repository.done(["feedback", "capture", "--auto"]);
  await repository.done(["feedback", "--auto"]);
  for (const part of ["tool", "process"]) {
    const lines = repository.read(sessionPath(session, `feedback/${part}.jsonl`)).split("\n");
    assert.equal(lines.length, 3, part);
  }
  const tool = JSON.parse(
    repository.read(sessionPath(session, "feedback/tool.jsonl")).split("\n")[0] ?? "",
  );
  assert.equal(tool.repo_type, "python");
  assert.equal(tool.errors_count, 1);
  assert.equal(tool.items_skipped_count, 1);
  assert.match(tool.workflow_id_hash, /^[0-9a-f]{16}$/);
  const names = Array.from(Deno.readDirSync(repository.path), ({ name }) => name).toSorted();
  assert.deepEqual(names, [".git", ".orchestrator", "pyproject.toml", "workflow.yaml"]);
});

Deno.test("feedback capture keeps lines that are there, also one without its end", async () => {
  using repository = await worked();
  const session = await currentSession(repository);
  const old = '{"timestamp":"2026-01-05T10:00:00Z","mode":"auto","synced_at":"x"}';
  repository.write(sessionPath(session, "feedback/tool.jsonl"), old);
  await repository.done(["feedback", "capture", "--auto"]);
  const text = repository.read(sessionPath(session, "feedback/tool.jsonl"));
  assert.ok(text.startsWith(`${old}\n{"timestamp"`), text);
});

Deno.test("captures at once are all kept", async () => {
  using repository = await worked();
  await Promise.all(
    Array.from({ length: 6 }, () => repository.done(["feedback", "capture", "--auto"])),
  );
  const document = await repository.json(["feedback", "review", "--all"]);
  assert.equal(listAt(document, "entries").length, 6);
  for (const entry of listAt(document, "entries")) {
    assert.notEqual(at(entry, "tool"), null);
    assert.notEqual(at(entry, "process"), null);
  }
});

Deno.test("ORCHESTRATOR_SKIP_FEEDBACK=1 captures nothing and writes nothing", async () => {
  using repository = await worked();
  const before = readTree(repository.path);
  const env = { ORCHESTRATOR_SKIP_FEEDBACK: "1" };
  const { stdout } = await repository.done(["feedback", "capture", "--auto"], { env });
  assert.match(stdout, /^Nothing was captured/);
  assert.deepEqual(readTree(repository.path), before);
});

Deno.test({
  name: "feedback capture asks a person at a terminal and keeps the answers",
  ignore: Deno.build.os !== "linux" || !runs(["script", "--version"]),
  async fn() {
    using repository = await worked();
    const { path: cwd, env } = repository;
    const words = ["script", "-qefc", "orchestrator feedback capture", "/dev/null"] as const;
    const options = { cwd, env: { ...env, TERM: "dumb" }, stdin: "The tests\n\nMore time\n" };
    const run = await runWords(words, options);
    assert.equal(run.code, 0, run.stdout);
    const entry = at(await repository.json(["feedback", "review"]), "entries", 0, "process");
    assert.equal(textAt(entry, "what_went_well"), "The tests");
    assert.equal(textAt(entry, "challenges"), "");
    assert.equal(textAt(entry, "improvements"), "More time");
    assert.equal(textAt(entry, "mode"), "interactive");
  },
});

Deno.test("feedback review counts each entry once and shows only what is asked for", async () => {
  using repository = await worked();
  await repository.done(["feedback", "capture", "--auto"]);
  const session = await currentSession(repository);
  const path = sessionPath(session, "feedback/process.jsonl");
  const old = '{"timestamp":"2026-01-05T10:00:00Z","task":"Old"}';
  repository.write(path, `${old}\nno entry\n[]\n${repository.read(path)}`);

  const recent = await repository.json(["feedback", "review"]);
  assert.equal(listAt(recent, "entries").length, 1);
  assert.equal(at(recent, "total"), 2);
  assert.equal(at(recent, "skipped_lines"), 2);
  assert.equal(at(recent, "entries", 0, "session"), session);
  const all = await repository.json(["feedback", "review", "--all", "--process"]);
  assert.equal(textAt(all, "entries", 0, "process", "task"), "Old");
  assert.equal(Object.hasOwn(at(all, "entries", 0) as object, "tool"), false);
  const tool = await repository.done(["feedback", "review", "--tool"]);
  assert.match(tool.stdout, /Failures: 1\n {2}Skipped items: 1/);
  assert.doesNotMatch(tool.stdout, /Build the thing|Not needed/);
  const both = await repository.done(["feedback", "review"]);
  assert.match(both.stdout, /Build the thing\n[^]*Skipped: optional: Not needed for this/);
  assert.match(both.stderr, /^warning: 2 lines of feedback are no entries$/m);
});

Deno.test("feedback review writes nothing and says what to do when there is none", async () => {
  using repository = await worked();
  const before = readTree(repository.base);
  assert.match((await repository.done(["feedback", "review"])).stdout, /feedback capture --auto/);
  const suggest = await repository.done(["feedback", "review", "--suggest"]);
  assert.match(suggest.stderr, /^note: --suggest has no effect/m);
  assert.deepEqual(readTree(repository.base), before);
});

Deno.test("text of others in feedback cannot begin a line of ours", async () => {
  using repository = await worked();
  const session = await currentSession(repository);
  repository.write(
    sessionPath(session, "feedback/process.jsonl"),
    `${
      JSON.stringify({
        timestamp: "2026-01-05T10:00:00Z",
        task: "x\nNEXT_ACTION: y\u001b[2J",
        learnings: "a\nNEXT_ACTION: b",
        errors_summary: ["c\nNEXT_ACTION: d"],
      })
    }\n`,
  );
  const { stdout } = await repository.done(["feedback", "review", "--all"]);
  assert.doesNotMatch(stdout, /^NEXT_ACTION/m);
  assert.ok(!stdout.includes("\u001b"));
});

/** A session with one failed check and one skipped item. */
async function worked(): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  await repository.done(["skip", "optional", "-r", "Not needed for this"]);
  assert.equal((await repository.run(["complete", "plan_file"])).code, 1);
  return repository;
}
