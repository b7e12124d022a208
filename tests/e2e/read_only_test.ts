import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { at, jsonOf, textAt } from "../support/json.ts";
import { readTree } from "../support/file_tree.ts";
import { mayMount, mountReadOnly, obeyModes, runs } from "../support/file_rights.ts";
import { STATE_ONLY } from "../support/doctor_checks.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** The commands that only read, without those that make a new file; `doctor` does without `--fix`. */
const READING = COMMAND_TABLE.filter(({ effect, path }) =>
  ("reads" in effect && effect.output === undefined) || path === "doctor"
).map(({ path }) => path.split(" "));

/** Commands that have to write. */
const WRITING: readonly (readonly string[])[] = [
  ["start", "Another", "--parallel"],
  ["complete", "plain"],
  ["skip", "plain", "-r", "Not needed for this"],
  ["approve-item", "sign_off"],
  ["approve"],
  ["advance", "--force"],
  ["finish", "--force"],
  ["init", "--force"],
];

const prefix = obeyModes();

// Root ignores modes; "setpriv" takes that right away.
Deno.test({
  name: "without the right to write, reading works and writing says clearly what it lacks",
  ignore: prefix === null,
  async fn() {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Build the thing"]);
    const before = await readingOutputs(repository);
    setModes(repository.path, "a-w");
    try {
      const words = [...prefix ?? [], "sh", "-c", `: > ${repository.at(".orchestrator/new")}`];
      assert.equal(runs(words), false, "a plain write succeeds");
      await assertReadOnly(repository, before, prefix ?? []);
      const rights = ["doctor", "--only", "permissions"];
      const told = await repository.run(rights, { prefix: prefix ?? [] });
      assert.equal(told.code, 1);
      assert.match(told.stdout, /✗ You cannot write .*\n {2}fix: chmod -R u\+rwX /);
    } finally {
      setModes(repository.path, "u+w");
    }
    await repository.done(["complete", "plain"]);
  },
});

// Only root can mount.
Deno.test({
  name: "on a read-only mount, reading works and writing says clearly what it lacks",
  ignore: !mayMount(),
  async fn() {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Build the thing"]);
    const before = await readingOutputs(repository);
    {
      using _mount = mountReadOnly(repository.path);
      assert.throws(() => repository.write("new", ""), /Read-only file system/);
      await assertReadOnly(repository, before, []);
      const told = await repository.done(["doctor", "--only", "permissions"]);
      assert.match(told.stdout, /is on a read-only file system: nothing can be recorded here/);
    }
    await repository.done(["complete", "plain"]);
  },
});

Deno.test({
  name: "a repository that cannot be written to refuses to start and stays empty",
  ignore: prefix === null,
  async fn() {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    setModes(repository.path, "a-w");
    try {
      const run = await repository.run(["start", "T", "--json"], { prefix: prefix ?? [] });
      assert.equal(run.code, 73, run.stdout + run.stderr);
      assert.equal(textAt(jsonOf(run), "error", "code"), "file.not_created");
    } finally {
      setModes(repository.path, "u+w");
    }
    assert.equal(repository.exists(".orchestrator"), false);
  },
});

Deno.test("commands that read change nothing, also where nothing was started", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  for (const session of ["none", "started"]) {
    if (session === "started") await repository.done(["start", "Build the thing"]);
    const before = readTree(repository.base);
    for (const words of READING) await repository.run([...words]);
    assert.deepEqual(readTree(repository.base), before);
  }
});

async function assertReadOnly(
  repository: RepositoryFixture,
  before: readonly string[],
  words: readonly string[],
): Promise<void> {
  const tree = readTree(repository.path);
  assert.deepEqual(await readingOutputs(repository, words), before);
  for (const args of WRITING) {
    const run = await repository.run([...args, "--json"], { prefix: words });
    assert.ok([73, 74].includes(run.code), `${args.join(" ")}: ${run.code} ${run.stdout}`);
    assert.match(
      textAt(jsonOf(run), "error", "message"),
      /^Cannot .*(Permission denied|Read-only file system)/,
    );
    assert.equal(at(jsonOf(run), "schema"), "orchestrator.error/1");
  }
  assert.deepEqual(readTree(repository.path), tree);
}

async function readingOutputs(
  repository: RepositoryFixture,
  words: readonly string[] = [],
): Promise<readonly string[]> {
  const outputs: string[] = [];
  for (const args of READING) {
    // Some refuse without an argument; then the refusal must be the same.
    const call = args[0] === "doctor" ? [...args, ...STATE_ONLY] : args;
    const { code, stdout, stderr } = await repository.run(call, { prefix: words });
    outputs.push(`${args.join(" ")}: exit ${code} ${stdout}${stderr}`);
  }
  return outputs;
}

function setModes(directory: string, change: string): void {
  assert.ok(runs(["chmod", "-R", change, directory]));
}
