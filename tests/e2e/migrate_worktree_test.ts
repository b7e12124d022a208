import assert from "node:assert/strict";
import { join } from "node:path";
import { EXIT } from "../../src/cli/exit_code.ts";
import { readTree } from "../support/file_tree.ts";
import { listAt, textAt } from "../support/json.ts";
import { interruptOperation } from "../support/interrupt_operation.ts";
import { LEGACY_REPOSITORIES, legacyState, writeLegacy } from "../support/legacy_repository.ts";
import { beside, makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("in a linked worktree migrate names the command that takes over what lies there", async () => {
  using main = makeWithTree();
  await main.done(["start", "Of the main checkout"]);
  const tree = treeOf(main);
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
  assert.deepEqual(currentOf(main), {
    main: textAt(shown, "session"),
    tree: textAt(here, "session"),
  });
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

Deno.test("import-legacy never takes the place of an active session of a linked worktree", async () => {
  using main = makeWithTree();
  const tree = treeOf(main);
  await tree.done(["start", "Of the worktree"]);
  const before = currentOf(main);
  writeLegacy(tree.path, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
  await tree.done(["import-legacy", "."]);
  assert.deepEqual(currentOf(main), before);
});

Deno.test("what import-legacy made current in a linked worktree a rollback takes back, and what ended stays behind it", async () => {
  using main = makeWithTree();
  const tree = treeOf(main);
  await tree.done(["start", "Of the worktree"]);
  await tree.done(["finish", "--abandon", "--reason", "No use"]);
  const before = currentOf(main);
  assert.notEqual(before.tree, null);
  // It need not lie in the worktree itself.
  const elsewhere = join(main.base, "elsewhere");
  Deno.mkdirSync(elsewhere);
  writeLegacy(elsewhere, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
  const report = await tree.json(["import-legacy", "../elsewhere"]);
  const { task } = await tree.json(["status"]) as { readonly task: string };
  assert.equal(task, "Add über-search");
  const after = currentOf(main);
  assert.notEqual(after.tree, before.tree);
  assert.equal(after.main, null);
  const back = await tree.done(["migrate", "--rollback", textAt(report, "migration")]);
  assert.doesNotMatch(back.stdout, /Migrate again/);
  assert.deepEqual(currentOf(main), before);
});

Deno.test("an import into a linked worktree that was cut off is seen as done there, and is finished", async () => {
  for (const moved of [1, 4]) {
    using main = makeWithTree();
    await main.done(["start", "Of the main checkout"]);
    const tree = treeOf(main);
    writeLegacy(tree.path, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
    const report = await tree.json(["import-legacy", "."]);
    const shown = await tree.json(["status"]);
    const pointers = currentOf(main);
    const stage = "0123456789ab";
    main.write(`.orchestrator/tmp/${stage}/lock`, "");
    const lists = {
      sessions: listAt(report, "sessions").map((session) => textAt(session, "id")),
      placed: [],
      replaced: [],
      originals: [],
      pointers: listAt(report, "pointers"),
      kept: [],
      marker: ["marker"],
    };
    const facts = {
      migration: textAt(report, "migration"),
      ...Object.fromEntries(
        Object.entries(lists).map(([name, list]) => [name, JSON.stringify(list)]),
      ),
    };
    interruptOperation(main.path, "migrate", facts, { stage, moved, done: true });
    assert.notDeepEqual(currentOf(main), pointers);
    assert.deepEqual(await tree.json(["status"]), shown, `after ${moved} moves`);
    await tree.done(["doctor", "--fix"]);
    assert.deepEqual(currentOf(main), pointers);
    assert.deepEqual(await tree.json(["status"]), shown);
  }
});

Deno.test("doctor in a linked worktree says what the predecessor left there, until it is taken over", async () => {
  using main = makeWithTree();
  await main.done(["start", "Of the main checkout"]);
  const tree = treeOf(main);
  const doctor = async () => await tree.run(["doctor", "--only", "legacy"]);
  assert.match((await doctor()).stdout, /✓ Nothing of the predecessor is here/);
  writeLegacy(tree.path, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
  const { stdout } = await doctor();
  const line =
    /- The predecessor has a workflow in progress in this worktree: \.workflow_state\.json\n {2}fix: (orchestrator import-legacy .+)\n/;
  const [, fix = ""] = line.exec(stdout) ?? [];
  const [, printed] = /; (orchestrator import-legacy .+) takes it over/
    .exec((await tree.done(["migrate"])).stderr) ?? [];
  assert.equal(fix, printed, stdout);
  assert.equal((await tree.line(fix)).code, 0);
  assert.match((await doctor()).stdout, /✓ Nothing of the predecessor is here/);
  const below = join(tree.path, "below");
  writeLegacy(below, { ".workflow_state.json": legacyState() });
  writeLegacy(tree.path, { ".workflow_mine": "" });
  const later = (await doctor()).stdout;
  assert.match(later, /- Nobody that is known here owns \.workflow_mine in this worktree\n/);
  assert.match(
    later,
    /- Below in this worktree .+\/below\n {2}fix: orchestrator import-legacy .+below'\n/,
  );
  assert.match((await main.run(["doctor", "--only", "legacy"])).stdout, /✓ Nothing of the predec/);
});

Deno.test("doctor finds a workflow of the predecessor wrong beside the session of a linked worktree", async () => {
  using main = makeWithTree();
  const tree = treeOf(main);
  await tree.done(["start", "Of the worktree"]);
  writeLegacy(tree.path, { ".orchestrator/state.json": legacyState() });
  const { code, stdout } = await tree.run(["doctor", "--only", "legacy"]);
  assert.equal(code, EXIT.refused, stdout);
  assert.match(
    stdout,
    /✗ The predecessor has a workflow in progress in this worktree beside sessions of ours: \.orchestrator\/state\.json\n {2}fix: orchestrator import-legacy .+\n/,
  );
});

/** A repository with a commit and a linked worktree beside it. */
function makeWithTree(): RepositoryFixture {
  const main = makeRepository({ workflow: SMALL_WORKFLOW });
  main.git("add", "workflow.yaml");
  main.git("commit", "--quiet", "--message", "First");
  main.git("worktree", "add", "--quiet", "-b", "side", "../a tree");
  return main;
}

function treeOf(main: RepositoryFixture): RepositoryFixture {
  return beside(main, join(main.base, "a tree"));
}

/** What the pointers of the checkout and of the only linked worktree say; null where there is none. */
function currentOf(main: RepositoryFixture) {
  const read = (path: string) => main.exists(path) ? main.read(path) : null;
  const trees = main.at(".orchestrator/trees");
  const [tree] = main.exists(".orchestrator/trees") ? [...Deno.readDirSync(trees)] : [];
  return {
    main: read(".orchestrator/current"),
    tree: tree === undefined ? null : read(`.orchestrator/trees/${tree.name}/current`),
  };
}

/** What lies in the checkout beside `.orchestrator/` and git's own. */
function outsideOfHouse({ path }: RepositoryFixture): readonly (readonly [string, string])[] {
  return Array.from(readTree(path)).filter(([name]) => !/^\.(git|orchestrator)\b/.test(name));
}
