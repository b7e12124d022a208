import assert from "node:assert/strict";
import { currentBranch } from "../../src/git/branch.ts";
import { readGitEntry } from "../../src/git/git_entry.ts";
import { mainCheckout } from "../../src/git/main_checkout.ts";
import { withDirectory } from "../process/temporary.ts";
import { commitFile, git, makeRepository } from "./repository.ts";

Deno.test("a repository is its own git directory and a directory without .git has none", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    const directory = `${base}/repo/.git`;
    assert.deepEqual(readGitEntry(`${base}/repo`), {
      kind: "directory",
      worktree: null,
      gitDirectory: directory,
      gitCommonDirectory: directory,
    });
    assert.equal(readGitEntry(base), null);
  }));

Deno.test("an empty .git directory is an entry without git's directories", () =>
  withDirectory((base) => {
    Deno.mkdirSync(`${base}/.git`);
    assert.equal(readGitEntry(base)?.kind, "directory");
    assert.equal(readGitEntry(base)?.gitDirectory, null);
  }));

Deno.test("a linked worktree is confirmed by its record and leads to the main checkout", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    git(`${base}/repo`, ["worktree", "add", "--quiet", "-b", "side", `${base}/side tree`]);
    const entry = readGitEntry(`${base}/side tree`);
    assert.equal(entry?.kind, "worktree");
    assert.equal(entry.gitCommonDirectory, `${base}/repo/.git`);
    assert.equal(entry.gitDirectory, `${base}/repo/.git/worktrees/${entry.worktree}`);
    assert.equal(currentBranch(entry), "side");
    assert.deepEqual(mainCheckout(`${base}/repo/.git`), {
      kind: "checkout",
      path: `${base}/repo`,
    });
  }));

Deno.test("a worktree with relative paths in both files is confirmed", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    git(`${base}/repo`, ["worktree", "add", "--quiet", `${base}/side`]);
    Deno.writeTextFileSync(`${base}/side/.git`, "gitdir: ../repo/.git/worktrees/side\n");
    const record = `${base}/repo/.git/worktrees/side/gitdir`;
    Deno.writeTextFileSync(record, "../../../../side/.git\n");
    assert.equal(readGitEntry(`${base}/side`)?.worktree, "side");
  }));

Deno.test("a copied or forged .git file is not believed", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    git(`${base}/repo`, ["worktree", "add", "--quiet", `${base}/side`]);
    Deno.mkdirSync(`${base}/copy`);
    Deno.copyFileSync(`${base}/side/.git`, `${base}/copy/.git`);
    assert.equal(readGitEntry(`${base}/copy`)?.kind, "file");

    const forged = `${base}/forged`;
    Deno.mkdirSync(forged);
    Deno.writeTextFileSync(`${forged}/.git`, `gitdir: ${base}/repo/.git\n`);
    assert.equal(readGitEntry(forged)?.kind, "file");
    Deno.writeTextFileSync(`${forged}/.git`, "no such line\n");
    assert.deepEqual(readGitEntry(forged), {
      kind: "file",
      worktree: null,
      gitDirectory: null,
      gitCommonDirectory: null,
    });
  }));

Deno.test("a submodule has its own git directory, and a worktree of it leads back to it", () =>
  withDirectory((base) => {
    makeRepository(`${base}/library`);
    makeRepository(`${base}/super`);
    git(`${base}/super`, ["submodule", "--quiet", "add", `${base}/library`, "lib"]);
    const entry = readGitEntry(`${base}/super/lib`);
    assert.equal(entry?.kind, "file");
    assert.equal(entry.gitDirectory, `${base}/super/.git/modules/lib`);
    git(`${base}/super/lib`, ["worktree", "add", "--quiet", `${base}/side`]);
    const common = readGitEntry(`${base}/side`)?.gitCommonDirectory ?? "";
    assert.deepEqual(mainCheckout(common), { kind: "checkout", path: `${base}/super/lib` });
  }));

Deno.test("a bare repository has no main checkout, also when git moved core.bare aside", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    git(base, ["clone", "--quiet", "--bare", "repo", "store.git"]);
    const common = `${base}/store.git`;
    assert.deepEqual(mainCheckout(common), { kind: "bare", holder: base });
    Deno.renameSync(`${common}/config`, `${common}/config.worktree`);
    Deno.writeTextFileSync(`${common}/config`, "[extensions]\n\tworktreeConfig = true\n");
    assert.deepEqual(mainCheckout(common), { kind: "bare", holder: base });
  }));

Deno.test("a configured checkout that does not point back is not taken", () =>
  withDirectory((base) => {
    makeRepository(`${base}/repo`);
    makeRepository(`${base}/other`);
    git(`${base}/repo`, ["config", "core.worktree", `${base}/other`]);
    assert.deepEqual(mainCheckout(`${base}/repo/.git`), { kind: "unknown" });
  }));

Deno.test("the branch is read from HEAD: unborn, named, detached", () =>
  withDirectory((base) => {
    git(base, ["init", "--quiet"]);
    const found = () => currentBranch(readGitEntry(base) ?? assert.fail());
    assert.equal(found(), "main");
    commitFile(base, "a", "text");
    git(base, ["checkout", "--quiet", "-b", "feature/x"]);
    assert.equal(found(), "feature/x");
    git(base, ["checkout", "--quiet", "--detach"]);
    assert.equal(found(), null);
    assert.equal(currentBranch({ gitDirectory: null, gitCommonDirectory: null }), null);
  }));
