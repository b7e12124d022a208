import assert from "node:assert/strict";
import { at, listAt } from "../support/json.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { commandWorkflow } from "../support/workflows.ts";

/** A program of the project, as an activated environment has it. */
function writeProgram(repository: RepositoryFixture, path: string): void {
  repository.write(path, '#!/bin/sh\necho "$0" > ran.txt\nenv > env.txt\n');
  Deno.chmodSync(repository.at(path), 0o755);
}

for (const directory of [".venv/bin", "node_modules/.bin"]) {
  Deno.test(`a program of an activated ${directory} is shown and runs`, async () => {
    using repository = makeRepository({ workflow: commandWorkflow("project-check") });
    writeProgram(repository, `${directory}/project-check`);
    const env = { PATH: `${repository.at(directory)}:${repository.env["PATH"]}` };
    await repository.done(["start", "Task"], { env });
    const shown = await repository.json(["trust", "show"], { env });
    const program = repository.at(`${directory}/project-check`);
    assert.equal(at(shown, "commands", 0, "program"), program);
    await repository.done(["complete", "checked"], { env });
    assert.equal(repository.read("ran.txt"), `${program}\n`);
  });
}

Deno.test("relative and empty entries of PATH are never searched", async () => {
  using repository = makeRepository({ workflow: commandWorkflow("project-check") });
  writeProgram(repository, "project-check");
  writeProgram(repository, "bin/project-check");
  const env = { PATH: `:.:bin:./bin:${repository.env["PATH"]}::` };
  await repository.done(["start", "Task"], { env });
  const shown = await repository.json(["trust", "show"], { env });
  assert.equal(at(shown, "commands", 0, "program"), null);
  assert.equal((await repository.run(["complete", "checked"], { env })).code, 1);
  assert.equal(repository.exists("ran.txt"), false);
});

/** Variables that a command must not get by default, and what it always gets. */
const ENV = {
  ORCHESTRATOR_PASSPHRASE: "secret",
  GITHUB_TOKEN: "token",
  NODE_OPTIONS: "--require=/x.js",
  LD_PRELOAD_X: "y",
  LANG: "C.UTF-8",
};

async function namesGiven(
  repository: RepositoryFixture,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  await repository.done(["complete", "checked"], { env });
  return repository.read("env.txt").split("\n").map((line) => line.split("=", 1)[0] ?? "");
}

async function startedWithProgram(): Promise<RepositoryFixture> {
  const repository = makeRepository({ workflow: commandWorkflow("./check.sh") });
  writeProgram(repository, "check.sh");
  await repository.done(["start", "Task"]);
  return repository;
}

Deno.test("a command inherits the environment without the keys to our secrets", async () => {
  using repository = await startedWithProgram();
  const names = await namesGiven(repository, ENV);
  assert.ok(names.includes("GITHUB_TOKEN") && names.includes("NODE_OPTIONS"));
  assert.ok(!names.includes("ORCHESTRATOR_PASSPHRASE"));
});

Deno.test("with verification.env minimal it gets a short list of variables", async () => {
  using repository = await startedWithProgram();
  const names = await namesGiven(repository, { ...ENV, ORCHESTRATOR_VERIFICATION_ENV: "minimal" });
  for (const name of ["PATH", "HOME", "LANG", "TMPDIR"]) assert.ok(names.includes(name), name);
  for (const name of Object.keys(ENV)) {
    assert.equal(names.includes(name), name === "LANG", name);
  }
  assert.ok(!names.some((name) => name.startsWith("ORCHESTRATOR_") || name.startsWith("GIT_")));
});

Deno.test("a repository cannot undo the user's minimal environment without a grant", async () => {
  using repository = await startedWithProgram();
  Deno.mkdirSync(`${repository.base}/config/orchestrator`);
  Deno.writeTextFileSync(
    `${repository.base}/config/orchestrator/config.yaml`,
    "verification.env: minimal\n",
  );
  repository.write(".orchestrator/config.yaml", "verification.env: inherit\n");
  const refused = await repository.run(["complete", "checked"], { env: ENV });
  assert.equal(refused.code, 77);
  assert.match(refused.stderr, /setting verification\.env: "inherit"/);
  assert.equal(repository.exists("ran.txt"), false);
  const why = await repository.json(["config", "why", "verification.env"]);
  assert.equal(at(why, "value"), "minimal");
  assert.deepEqual(listAt(why, "candidates").map((candidate) => at(candidate, "fate")), [
    "not_granted",
    "wins",
    "overridden",
  ]);
  await repository.done(["trust", "grant"]);
  assert.ok((await namesGiven(repository, ENV)).includes("GITHUB_TOKEN"));
});
