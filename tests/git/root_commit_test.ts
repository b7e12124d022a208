import assert from "node:assert/strict";
import { readGitEntry } from "../../src/git/git_entry.ts";
import { rootCommit } from "../../src/git/root_commit.ts";
import { withDirectory } from "../process/temporary.ts";
import { commitFile, git, GIT_ENVIRONMENT, makeRepository } from "./repository.ts";

function rootOf(directory: string, env = GIT_ENVIRONMENT): Promise<string | null> {
  const none = { gitDirectory: null, gitCommonDirectory: null };
  const { gitDirectory, gitCommonDirectory } = readGitEntry(directory) ?? none;
  const place = { home: directory, tree: directory, boundary: directory };
  return rootCommit({ ...place, gitDirectory, gitCommonDirectory }, env);
}

Deno.test("the first commit is found from a later one, a clone and a linked worktree", () =>
  withDirectory(async (base) => {
    const repo = `${base}/repo`;
    makeRepository(repo);
    const first = git(repo, ["rev-parse", "HEAD"]);
    commitFile(repo, "a", "text");
    git(base, ["clone", "--quiet", "repo", "clone"]);
    git(repo, ["worktree", "add", "--quiet", `${base}/side`]);
    for (const directory of [repo, `${base}/clone`, `${base}/side`]) {
      assert.equal(await rootOf(directory), first);
    }
  }));

Deno.test("of several beginnings the smallest id counts", () =>
  withDirectory(async (base) => {
    makeRepository(base, "one");
    const roots = [git(base, ["rev-parse", "HEAD"])];
    for (const name of ["two", "three", "four"]) {
      git(base, ["checkout", "--quiet", "--orphan", name]);
      git(base, ["commit", "--quiet", "--allow-empty", "--message", name]);
      roots.push(git(base, ["rev-parse", "HEAD"]));
      git(base, ["merge", "--quiet", "--allow-unrelated-histories", "--no-edit", "main"]);
      git(base, ["checkout", "--quiet", "-B", "main"]);
    }
    assert.equal(await rootOf(base), roots.sort()[0]);
  }));

Deno.test("a replaced commit does not change the answer", () =>
  withDirectory(async (base) => {
    makeRepository(base);
    const first = git(base, ["rev-parse", "HEAD"]);
    commitFile(base, "a", "text");
    const second = git(base, ["rev-parse", "HEAD"]);
    commitFile(base, "a", "more");
    git(base, ["replace", "--graft", second]);
    assert.equal(git(base, ["rev-list", "--max-parents=0", "HEAD"]), second);
    assert.equal(await rootOf(base), first);
  }));

Deno.test("a shallow clone and a partial clone know no first commit", () =>
  withDirectory(async (base) => {
    const repo = `${base}/repo`;
    makeRepository(repo);
    commitFile(repo, "a", "text");
    git(repo, ["config", "uploadpack.allowFilter", "true"]);
    git(base, ["clone", "--quiet", "--depth=1", `file://${repo}`, "shallow"]);
    git(base, [
      "clone",
      "--quiet",
      "--filter=tree:0",
      "--no-checkout",
      `file://${repo}`,
      "partial",
    ]);
    assert.equal(await rootOf(`${base}/shallow`), null);
    assert.equal(await rootOf(`${base}/partial`), null);
  }));

Deno.test("without a commit, without git and without a repository there is none", () =>
  withDirectory(async (base) => {
    git(base, ["init", "--quiet", "empty"]);
    makeRepository(`${base}/repo`);
    Deno.mkdirSync(`${base}/plain`);
    assert.equal(await rootOf(`${base}/empty`), null);
    assert.equal(await rootOf(`${base}/repo`, {}), null);
    assert.equal(await rootOf(`${base}/plain`), null);
  }));
