import assert from "node:assert/strict";
import { discover } from "../../src/repo/discover.ts";
import { isHouseTracked } from "../../src/repo/house_tracked.ts";
import { isPathId } from "../../src/repo/path_id.ts";
import type { Place } from "../../src/repo/place.ts";
import { worktreeId } from "../../src/repo/worktree_id.ts";
import { commitFile, git, makeRepository } from "../git/repository.ts";
import { withDirectory } from "../process/temporary.ts";

function find(base: string, cwd: string, root: string | null = null): Place {
  return discover({ cwd, root, rootVariable: null, homeDirectory: base });
}

/** A repository with the linked worktree `side` beside it. */
function makeWorktree(base: string): { readonly main: string; readonly side: string } {
  const [main, side] = [`${base}/main`, `${base}/side`];
  makeRepository(main);
  git(main, ["worktree", "add", "--quiet", side]);
  Deno.mkdirSync(`${side}/src`);
  return { main, side };
}

Deno.test("in a linked worktree the home is the main checkout and the tree is the worktree", () =>
  withDirectory((base) => {
    const { main, side } = makeWorktree(base);
    for (const mark of [null, "strong"]) {
      if (mark === "strong") Deno.mkdirSync(`${main}/.orchestrator/sessions`, { recursive: true });
      for (const place of [find(base, `${side}/src`), find(base, base, side)]) {
        assert.deepEqual([place.home, place.tree, place.worktree], [main, side, "side"]);
        assert.equal(place.mark, mark);
        assert.equal(place.gitDirectory, `${main}/.git/worktrees/side`);
        assert.equal(place.gitCommonDirectory, `${main}/.git`);
        assert.deepEqual(place.steps.at(-1), { path: side, found: "worktree_of", detail: main });
      }
    }
    assert.equal(find(base, main).worktree, null);
  }));

Deno.test("a worktree with its own marked .orchestrator is home and tree", () =>
  withDirectory((base) => {
    const { main, side } = makeWorktree(base);
    Deno.mkdirSync(`${main}/.orchestrator/sessions`, { recursive: true });
    Deno.mkdirSync(`${side}/.orchestrator/sessions`, { recursive: true });
    const place = find(base, `${side}/src`);
    assert.deepEqual([place.home, place.tree, place.worktree], [side, side, null]);
  }));

Deno.test("the worktree's own workflow.yaml does not make it a home and is not called ignored", () =>
  withDirectory((base) => {
    const { main, side } = makeWorktree(base);
    Deno.writeTextFileSync(`${side}/workflow.yaml`, "phases:\n");
    const place = find(base, `${side}/src`);
    assert.deepEqual([place.home, place.tree], [main, side]);
    assert.deepEqual([place.mark, place.ignoredWeakMark], ["weak", null]);
    Deno.writeTextFileSync(`${side}/.workflow_state.json`, "{}");
    assert.equal(find(base, side).ignoredWeakMark, `${side}/.workflow_state.json`);
  }));

Deno.test("--root at a directory inside a worktree is that directory", () =>
  withDirectory((base) => {
    const { side } = makeWorktree(base);
    const place = find(base, base, `${side}/src`);
    assert.deepEqual([place.home, place.tree, place.worktree], [
      `${side}/src`,
      `${side}/src`,
      null,
    ]);
  }));

Deno.test("a moved or copied worktree is a place of its own", () =>
  withDirectory((base) => {
    const { side } = makeWorktree(base);
    Deno.renameSync(side, `${base}/moved`);
    const place = find(base, `${base}/moved/src`);
    assert.deepEqual([place.home, place.tree], [`${base}/moved`, `${base}/moved`]);
    assert.ok(place.steps.some((step) => step.found === "unconfirmed_git_file"));
  }));

Deno.test("beside a bare repository the home is its directory only if .orchestrator is there", () =>
  withDirectory((base) => {
    makeRepository(`${base}/origin`);
    const project = `${base}/project`;
    git(base, ["clone", "--quiet", "--bare", "origin", "project/.bare"]);
    git(`${project}/.bare`, ["worktree", "add", "--quiet", `${project}/main`]);
    const alone = find(base, `${project}/main`);
    assert.deepEqual([alone.home, alone.worktree], [`${project}/main`, null]);
    Deno.mkdirSync(`${project}/.orchestrator`);
    const shared = find(base, `${project}/main`);
    assert.deepEqual([shared.home, shared.tree], [project, `${project}/main`]);
    assert.equal(shared.worktree, "main");
  }));

Deno.test("a bare repository inside of another's checkout does not get that one's home", () =>
  withDirectory((base) => {
    const outer = `${base}/outer`;
    makeRepository(outer);
    Deno.mkdirSync(`${outer}/.orchestrator/sessions`, { recursive: true });
    git(base, ["clone", "--quiet", "--bare", "outer", "outer/inner.git"]);
    git(`${outer}/inner.git`, ["worktree", "add", "--quiet", `${outer}/side`]);
    assert.equal(find(base, `${outer}/side`).home, `${outer}/side`);
    assert.equal(find(base, outer).home, outer);
  }));

Deno.test("a worktree's name that cannot be a name on disk gets an id that can", () =>
  withDirectory((base) => {
    const main = `${base}/main`;
    makeRepository(main);
    git(main, ["worktree", "add", "--quiet", "-b", "plus", `${base}/a+b`]);
    const place = find(base, `${base}/a+b`);
    assert.equal(place.home, main);
    assert.ok(place.worktree !== null && isPathId(place.worktree));
    const names = ["a+b", "a-b", "ä", ".x", "con", "x".repeat(65), "x".repeat(66)];
    const ids = names.map(worktreeId);
    assert.ok(ids.every(isPathId));
    assert.equal(new Set(ids).size, names.length);
    assert.equal(worktreeId("side"), "side");
  }));

Deno.test("whether git tracks .orchestrator is asked of the checkout that holds it", () =>
  withDirectory((base) => {
    const { main, side } = makeWorktree(base);
    assert.equal(isHouseTracked(find(base, main)), false);
    commitFile(main, ".orchestrator/meta.json", "{}");
    assert.equal(isHouseTracked(find(base, main)), true);
    assert.equal(find(base, side).home, main);
    assert.equal(isHouseTracked(find(base, side)), true);

    makeRepository(`${base}/other`);
    commitFile(`${base}/other`, "sub/.orchestrator/meta.json", "{}");
    const sub = find(base, `${base}/other/sub`);
    assert.deepEqual([sub.home, isHouseTracked(sub)], [`${base}/other/sub`, true]);
    assert.equal(isHouseTracked(find(base, base, `${base}/other`)), false);
  }));
