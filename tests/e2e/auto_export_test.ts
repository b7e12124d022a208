import assert from "node:assert/strict";
import { jsonOf, listAt, textAt } from "../support/json.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** A started session of somebody whose snapshots go to `outputs`, sealed for a key file. */
async function started(when: string): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: SMALL_WORKFLOW });
  const { base } = repository;
  Deno.mkdirSync(`${base}/outputs`);
  Deno.writeFileSync(`${base}/key`, new Uint8Array(32).fill(7));
  for (
    const [key, value] of [
      ["snapshot.auto_export", when],
      ["snapshot.auto_export_directory", `${base}/outputs`],
      ["snapshot.key_file", `${base}/key`],
    ] as const
  ) {
    await repository.done(["config", "set", key, value, "--user"]);
  }
  await repository.done(["start", "Build the thing"]);
  return repository;
}

function outputs({ base }: RepositoryFixture): readonly string[] {
  return Array.from(Deno.readDirSync(`${base}/outputs`), ({ name }) => `${base}/outputs/${name}`)
    .toSorted();
}

function linesAbout(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.includes("snapshot"));
}

Deno.test("a snapshot is written after finish, one line says so, and it opens", async () => {
  using repository = await started("finish");
  await repository.done(["advance", "--force"]);
  assert.deepEqual(outputs(repository), []);
  const run = await repository.done(["finish", "--force", "--json"]);
  const { status, session } = jsonOf(run) as Readonly<Record<string, string>>;
  assert.equal(status, "completed");
  const [file = "", ...more] = outputs(repository);
  assert.deepEqual(more, []);
  assert.match(file, new RegExp(`/repository-\\d{8}T\\d{6}Z-${session}-\\d+\\.orcsnap$`));
  assert.match(run.stderr, /^note: snapshot written: \/.*\.orcsnap \(\d+\.\d KiB\)$/m);
  assert.equal(linesAbout(run.stderr).length, 1, run.stderr);
  const verified = await repository.json(["snapshot", "verify", file]);
  assert.equal(textAt(listAt(verified, "sessions")[0] ?? null, "id"), session);
});

Deno.test("snapshots are written after advance and after every so many events", async () => {
  for (const [when, env, count] of [["advance", {}, 1], ["events", { N: "1" }, 2]] as const) {
    using repository = await started(when);
    const every = "N" in env ? { ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT_EVENTS: env.N } : {};
    const before = outputs(repository).length;
    await repository.done(["complete", "plain"], { env: every });
    await repository.done(["advance", "--force"], { env: every });
    assert.equal(outputs(repository).length - before, count, when);
  }
});

Deno.test("what keeps a snapshot from being written is said, and the command has succeeded", async () => {
  using repository = await started("advance");
  const { base } = repository;
  const cases: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT_DIRECTORY: `${base}/gone` }, /There is no such directory/],
    [{ ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT_DIRECTORY: "here" }, /is no absolute path/],
    [{ ORCHESTRATOR_SNAPSHOT_KEY_FILE: `${base}/no-key` }, /no-key/],
    [{ ORCHESTRATOR_SNAPSHOT_RECIPIENTS: "age1wrong" }, /not a public key/],
    [{ ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT: "always" }, /ORCHESTRATOR_SNAPSHOT_AUTO_EXPORT/],
  ];
  for (const [env, problem] of cases) {
    const run = await repository.done(["start", "Another", "--new", "--json"], { env });
    assert.equal(textAt(jsonOf(run), "result"), "started");
    const advanced = await repository.done(["advance", "--force", "--json"], { env });
    assert.equal(textAt(jsonOf(advanced), "result"), "advanced");
    const lines = advanced.stderr.trimEnd().split("\n").filter((line) =>
      line.startsWith("warning: no snapshot was written; what the command did stays: ")
    );
    assert.equal(lines.length, 1, advanced.stderr);
    assert.match(lines[0] ?? "", problem);
  }
  assert.deepEqual(outputs(repository), []);
});

Deno.test("a repository cannot have snapshots of it written", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  Deno.writeFileSync(`${repository.base}/key`, new Uint8Array(32));
  repository.write(
    ".orchestrator/config.yaml",
    `snapshot:\n  auto_export: advance\n  auto_export_directory: ${repository.base}/home\n` +
      `  key_file: ${repository.base}/key\n`,
  );
  await repository.done(["advance", "--force"]);
  assert.deepEqual([...Deno.readDirSync(`${repository.base}/home`)], []);
});
