import assert from "node:assert/strict";
import { at, textAt } from "../support/json.ts";
import {
  beside,
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { plainWorkflow, SMALL_WORKFLOW } from "../support/workflows.ts";

function commitAll({ git }: RepositoryFixture, message: string): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

Deno.test("portable mode: a clone goes on where the other stood, and brings no grant", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Carried"]);
  await repository.done(["init", "--portable"]);
  commitAll(repository, "Everything");
  const id = await currentSession(repository);
  const path = `${repository.base}/clone`;
  repository.git("clone", "--quiet", repository.path, path);
  const clone = beside(repository, path);
  assert.equal(at(await clone.json(["status"]), "task"), "Carried");
  const trust = await clone.done(["doctor", "--only", "trust,sessions,git"]);
  assert.match(trust.stdout, new RegExp(`- Session ${id}: what it runs is not granted here`));
  assert.match(trust.stdout, /✓ Git carries the sessions \(portable mode\)/);
  assert.equal((await clone.run(["complete", "checked"])).code, 77);
  await clone.done(["trust", "grant"]);
  assert.notEqual((await clone.run(["complete", "checked"])).code, 77);
});

Deno.test("portable mode: git moves a log back and forth, and every command goes by what is there", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(3) });
  await repository.done(["start", "Moved"]);
  await repository.done(["init", "--portable"]);
  commitAll(repository, "Nothing done");
  await repository.done(["complete", "item_1"]);
  await repository.done(["checkpoint"]);
  commitAll(repository, "One done");
  repository.git("checkout", "--quiet", "HEAD~1");
  assert.equal(at(await repository.json(["status"]), "progress", "completed"), 0);
  await repository.done(["complete", "item_2"]);
  await repository.done(["doctor"]);
  repository.git("checkout", "--quiet", "--force", "main");
  const status = await repository.json(["status"]);
  assert.equal(at(status, "progress", "completed"), 1);
  assert.equal(textAt(status, "task"), "Moved");
  await repository.done(["init", "--no-portable"]);
  await repository.done(["doctor"]);
});

Deno.test("uninstall in a linked worktree says whose sessions go and what stays in the main checkout", async () => {
  using main = makeRepository();
  main.git("commit", "--quiet", "--allow-empty", "--message", "First");
  await main.done(["init"]);
  await main.done(["start", "Main"]);
  const path = `${main.base}/linked`;
  main.git("worktree", "add", "--quiet", "-b", "linked", path);
  const linked = beside(main, path);
  await linked.done(["init"]);
  const dry = await linked.done(["uninstall", "--dry-run"]);
  const done = await linked.done(["uninstall", "--no-export", "--yes"]);
  for (const { stderr } of [dry, done]) {
    assert.match(stderr, /all linked worktrees share \.orchestrator\/ of the main checkout/);
    assert.match(stderr, /stays: orchestrator uninstall --no-export --root \//);
  }
  assert.equal(linked.exists("workflow.yaml"), false);
  assert.equal(main.exists(".orchestrator"), false);
  assert.equal(main.exists("workflow.yaml"), true);
  const [, fix = ""] = /stays: (orchestrator .*)/.exec(done.stderr) ?? [];
  const rest = await linked.line(`${fix} --yes`);
  assert.equal(rest.code, 0, rest.stderr);
  assert.equal(main.exists("workflow.yaml"), false);
  assert.equal(main.git("status", "--ignored", "--porcelain"), "");
});
