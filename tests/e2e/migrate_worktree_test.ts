import assert from "node:assert/strict";
import { join } from "node:path";
import { readTree } from "../support/file_tree.ts";
import { listAt, textAt } from "../support/json.ts";
import { LEGACY_REPOSITORIES, writeLegacy } from "../support/legacy_repository.ts";
import { beside, makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("in a linked worktree migrate names the command that takes over what lies there", async () => {
  using main = makeRepository({ workflow: SMALL_WORKFLOW });
  main.git("add", "workflow.yaml");
  main.git("commit", "--quiet", "--message", "First");
  main.git("worktree", "add", "--quiet", "-b", "side", "../a tree");
  await main.done(["start", "Of the main checkout"]);
  using tree = beside(main, join(main.base, "a tree"));
  writeLegacy(tree.path, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
  Deno.mkdirSync(tree.at("deeper"));
  const before = readTree(tree.path);
  const others = outsideOfHouse(main);
  const shown = await main.json(["status"]);
  const cwd = tree.at("deeper");
  const { stdout, stderr } = await tree.done(["migrate"], { cwd });
  assert.equal(stdout, "Nothing to migrate\n");
  const [, printed = ""] = /; (orchestrator import-legacy .+) takes it over/.exec(stderr) ?? [];
  const planned = await tree.line(`${printed} --dry-run`, { cwd });
  assert.ok(planned.stdout.endsWith(`To do it: ${printed}\n`), planned.stdout);
  assert.doesNotMatch(planned.stdout, /GOES TO/);
  const taken = await tree.line(printed, { cwd });
  assert.equal(taken.code, 0, taken.stderr);
  const sessions = listAt(await tree.json(["session", "list"]), "sessions");
  assert.equal(sessions.length, 4);
  const here = await tree.json(["status"], { cwd });
  assert.equal(textAt(here, "task"), "Add über-search");
  const log = await tree.done(["log", "--all"]);
  assert.match(log.stdout, /Add search/);
  assert.equal(listAt(await tree.json(["checkpoints"]), "checkpoints").length, 1);
  await tree.done(["approve-item", "sign"]);
  assert.match((await tree.line(printed, { cwd })).stdout, /Nothing to import/);
  assert.deepEqual(readTree(tree.path), before);
  assert.deepEqual(await main.json(["status"]), shown);
  assert.deepEqual(outsideOfHouse(main), others);
  await main.done(["complete", "plain"]);
});

/** What lies in the checkout beside `.orchestrator/` and git's own. */
function outsideOfHouse({ path }: RepositoryFixture): readonly (readonly [string, string])[] {
  return Array.from(readTree(path)).filter(([name]) => !/^\.(git|orchestrator)\b/.test(name));
}
