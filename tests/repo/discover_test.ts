import assert from "node:assert/strict";
import { discover, type DiscoveryPurpose } from "../../src/repo/discover.ts";
import { requireHome } from "../../src/repo/require_home.ts";
import type { Place } from "../../src/repo/place.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { git, makeRepository } from "../git/repository.ts";
import { withDirectory } from "../process/temporary.ts";

/** Finds the place from a directory; `$HOME` is the directory of the test. */
function find(
  base: string,
  cwd: string,
  purpose?: DiscoveryPurpose,
  root: { root?: string; rootVariable?: string } = {},
): Place {
  const start = { root: null, rootVariable: null, ...root, cwd, homeDirectory: base };
  return discover(start, purpose);
}

function makeDirectories(base: string, ...names: readonly string[]): void {
  for (const name of names) Deno.mkdirSync(`${base}/${name}`, { recursive: true });
}

function failureOf(body: () => unknown): OrchestratorError["failure"] {
  try {
    body();
  } catch (error) {
    if (error instanceof OrchestratorError) return error.failure;
    throw error;
  }
  return assert.fail("it did not fail");
}

const WORKFLOW = "name: x\nphases:\n  - id: A\n";

Deno.test("from below, the repository is the home, marked or not", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/a/b");
    const unmarked = find(base, `${base}/repo/a/b`);
    assert.deepEqual([unmarked.home, unmarked.tree], [`${base}/repo`, `${base}/repo`]);
    assert.deepEqual([unmarked.mark, unmarked.boundary], [null, `${base}/repo`]);
    assert.equal(unmarked.worktree, null);
    assert.equal(unmarked.gitDirectory, `${base}/repo/.git`);
    for (const name of ["sessions", "meta.json", "current"]) {
      makeDirectories(base, `repo/.orchestrator/${name}`);
      const place = find(base, `${base}/repo/a/b`);
      assert.deepEqual([place.home, place.mark], [`${base}/repo`, "strong"], name);
      Deno.removeSync(`${base}/repo/.orchestrator/${name}`);
    }
    assert.equal(find(base, `${base}/repo`).mark, null, "an empty directory is no mark");
  }));

Deno.test("the nearest strong mark wins, before a nearer weak one, which is mentioned", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/.orchestrator/sessions", "repo/sub/.orchestrator/sessions");
    makeDirectories(base, "repo/sub/deep/er");
    Deno.writeTextFileSync(`${base}/repo/sub/deep/workflow.yaml`, WORKFLOW);
    const place = find(base, `${base}/repo/sub/deep/er`);
    assert.equal(place.home, `${base}/repo/sub`);
    assert.equal(place.tree, `${base}/repo/sub`);
    assert.equal(place.boundary, `${base}/repo`);
    assert.equal(place.ignoredWeakMark, `${base}/repo/sub/deep/workflow.yaml`);
  }));

Deno.test("without a strong mark the nearest weak mark wins, except for init", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/sub/a");
    Deno.writeTextFileSync(`${base}/repo/.workflow_state.json`, "{}");
    Deno.writeTextFileSync(`${base}/repo/sub/workflow.yaml`, WORKFLOW);
    const place = find(base, `${base}/repo/sub/a`);
    assert.deepEqual([place.home, place.mark], [`${base}/repo/sub`, "weak"]);
    assert.equal(place.ignoredWeakMark, null);
    const init = find(base, `${base}/repo/sub/a`, "init");
    assert.deepEqual([init.home, init.mark], [`${base}/repo`, "weak"]);
    assert.equal(init.ignoredWeakMark, `${base}/repo/sub/workflow.yaml`);
  }));

Deno.test("a workflow.yaml without top-level phases belongs to another program", () =>
  withDirectory((base) => {
    makeDirectories(base, "work/a");
    for (const text of ["jobs:\n  phases:\n", "# phases:\n", "phasesx: 1\n", ""]) {
      Deno.writeTextFileSync(`${base}/work/workflow.yaml`, text);
      assert.equal(find(base, `${base}/work/a`).mark, null, text);
    }
    for (const text of [WORKFLOW, '"phases": []\n', "a: 1\r\nphases:\r\n"]) {
      Deno.writeTextFileSync(`${base}/work/workflow.yaml`, text);
      assert.equal(find(base, `${base}/work/a`).home, `${base}/work`, text);
    }
  }));

Deno.test("without a repository the working directory is the place, and init --here always takes it", () =>
  withDirectory((base) => {
    makeDirectories(base, "work/.orchestrator/sessions", "work/a", "plain/a");
    assert.equal(find(base, `${base}/work/a`).home, `${base}/work`);
    const here = find(base, `${base}/work/a`, "here");
    assert.deepEqual([here.home, here.mark], [`${base}/work/a`, null]);
    const plain = find(base, `${base}/plain/a`, "init");
    assert.deepEqual([plain.home, plain.boundary], [`${base}/plain/a`, null]);
  }));

Deno.test("the search ends before $HOME, but a search that begins there looks at it", () =>
  withDirectory((base) => {
    makeDirectories(base, ".orchestrator/sessions", "project");
    Deno.mkdirSync(`${base}/.git`);
    const place = find(base, `${base}/project`);
    assert.deepEqual([place.home, place.mark], [`${base}/project`, null]);
    assert.equal(place.boundary, null);
    assert.equal(place.steps.at(-1)?.found, "boundary_home");
    assert.equal(find(base, base).mark, "strong");
  }));

Deno.test("a mark outside the boundary is not taken, and the failure names it", () =>
  withDirectory((base) => {
    makeRepository(`${base}/library`);
    makeRepository(`${base}/super`);
    makeDirectories(base, "super/.orchestrator/sessions");
    git(`${base}/super`, ["submodule", "--quiet", "add", `${base}/library`, "lib"]);
    makeDirectories(base, "super/lib/src");
    const place = find(base, `${base}/super/lib/src`);
    assert.deepEqual([place.home, place.tree], [`${base}/super/lib`, `${base}/super/lib`]);
    assert.equal(place.mark, null);
    assert.equal(place.gitDirectory, `${base}/super/.git/modules/lib`);
    assert.deepEqual(failureOf(() => requireHome(place)), {
      code: "home.not_found",
      facts: { from: `${base}/super/lib/src`, outside: `${base}/super` },
    });
    requireHome(find(base, `${base}/super`));
  }));

Deno.test("a linked .orchestrator is found, so that it can be refused by name", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/a");
    Deno.symlinkSync("/nonexistent", `${base}/repo/.orchestrator`);
    const place = find(base, `${base}/repo/a`);
    assert.deepEqual([place.home, place.mark], [`${base}/repo`, "strong"]);
  }));

Deno.test("a working directory that was reached by a link is its real directory", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/a", "elsewhere");
    Deno.symlinkSync(`${base}/repo/a`, `${base}/elsewhere/link`);
    assert.equal(find(base, `${base}/elsewhere/link`).home, `${base}/repo`);
  }));

Deno.test("--root is home and tree, before the variable, and must be a directory", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/.orchestrator/sessions", "repo/sub", "other");
    Deno.writeTextFileSync(`${base}/file`, "");
    const cwd = `${base}/repo`;
    const sub = find(base, cwd, "command", { root: "sub", rootVariable: `${base}/other` });
    assert.deepEqual([sub.home, sub.tree, sub.mark], [
      `${base}/repo/sub`,
      `${base}/repo/sub`,
      null,
    ]);
    assert.equal(sub.gitDirectory, `${base}/repo/.git`);
    assert.equal(find(base, cwd, "command", { rootVariable: "../other" }).home, `${base}/other`);
    assert.equal(find(base, cwd, "command", { rootVariable: "" }).home, cwd);
    for (const root of ["absent", "../file", ""]) {
      assert.deepEqual(failureOf(() => find(base, cwd, "command", { root })), {
        code: "home.root_missing",
        facts: { path: `${cwd}/${root}`, source: "--root" },
      });
    }
  }));

Deno.test("every step of the search is recorded", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeDirectories(base, "repo/.orchestrator/sessions", "repo/a");
    assert.deepEqual(find(base, `${base}/repo/a`).steps, [
      { path: `${base}/repo/a`, found: "nothing", detail: null },
      { path: `${base}/repo`, found: "strong_mark", detail: ".orchestrator/sessions" },
      { path: `${base}/repo`, found: "boundary_git", detail: null },
    ]);
  }));
