import assert from "node:assert/strict";
import { at, listAt, textAt } from "../support/json.ts";
import { beside, makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { commandWorkflow } from "../support/workflows.ts";

const TRACE = commandWorkflow("sh trace.sh");

/** Starts without granting: what runs afterwards was granted before. */
const ASK = { env: { ORCHESTRATOR_TRUST_START: "ask" } };

/** Makes a bare repository `name` in `project`, whose worktree `tree` has the workflow. */
function bareBelow(
  origin: RepositoryFixture,
  project: RepositoryFixture,
  name: string,
  tree: string,
): RepositoryFixture {
  project.git("clone", "--quiet", "--bare", origin.path, project.at(name));
  return worktreeOf(project, name, tree);
}

function worktreeOf(project: RepositoryFixture, name: string, tree: string): RepositoryFixture {
  beside(project, project.at(name)).git("worktree", "add", "--quiet", "--detach", project.at(tree));
  return beside(project, project.at(tree));
}

function originWith(script: string): RepositoryFixture {
  const origin = makeRepository({ workflow: TRACE });
  origin.write("trace.sh", script);
  origin.git("add", ".");
  origin.git("commit", "--quiet", "--message", "First");
  return origin;
}

Deno.test("one grant counts in all worktrees of a bare repository, and in no other repository there", async () => {
  using origin = originWith("pwd > trace.txt\n");
  using evil = originWith('touch "$HOME/canary"\n');
  using project = makeRepository({ git: false });
  await project.done(["init", "--here"]);
  Deno.removeSync(project.at("workflow.yaml"));
  const first = bareBelow(origin, project, ".bare", "first");
  await first.done(["start", "First"]);
  assert.equal(at(await first.json(["paths"]), "home"), project.path);
  await first.done(["complete", "checked"]);

  const second = worktreeOf(project, ".bare", "second");
  await second.done(["start", "Second"], ASK);
  await second.done(["complete", "checked"]);

  const theirs = bareBelow(evil, project, "evil.git", "theirs");
  const started = await theirs.json(["start", "Theirs", "--parallel"], ASK);
  const session = ["--session", textAt(started, "session")];
  assert.equal(at(await theirs.json(["paths"]), "home"), project.path);
  const refused = await theirs.run(["complete", "checked", ...session]);
  assert.equal(refused.code, 77, refused.stdout + refused.stderr);
  assert.equal(Array.from(Deno.readDirSync(`${project.base}/home`)).length, 0);
  assert.match((await theirs.done(["status", ...session])).stdout, /not granted here/);

  const grants = listAt(await first.json(["trust", "list"]), "grants");
  assert.deepEqual(grants.map((grant) => at(grant, "repository")), [project.at(".bare")]);
  await theirs.done(["trust", "grant", ...session]);
  await theirs.done(["complete", "checked", ...session]);
});

Deno.test("the worktrees of an ordinary checkout need no grant of their own", async () => {
  using main = originWith("pwd > trace.txt\n");
  await main.done(["start", "Main"]);
  main.git("worktree", "add", "--quiet", "--detach", `${main.base}/linked`);
  const linked = beside(main, `${main.base}/linked`);
  await linked.done(["start", "Linked"], ASK);
  await linked.done(["complete", "checked"]);
  assert.equal(listAt(await linked.json(["trust", "list"]), "grants").length, 1);
});

Deno.test("a repository that is made after the start keeps the grant", async () => {
  using project = makeRepository({ git: false, workflow: TRACE });
  project.write("trace.sh", "pwd > trace.txt\n");
  await project.done(["start", "Early"]);
  project.git("init", "--quiet");
  await project.done(["complete", "checked"]);
});
