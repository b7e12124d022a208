import assert from "node:assert/strict";
import fc from "fast-check";
import { readConflict } from "../../src/git/conflict.ts";
import { type GitEntry, readGitEntry } from "../../src/git/git_entry.ts";
import { walkIndex } from "../../src/git/index_file.ts";
import { indexHasPrefix } from "../../src/git/tracks.ts";
import { withDirectory } from "../process/temporary.ts";
import { commitFile, git, makeRepository } from "./repository.ts";

function entryOf(directory: string): GitEntry {
  return readGitEntry(directory) ?? assert.fail("no .git");
}

function namesIn(directory: string): readonly string[] {
  const names: string[] = [];
  const end = walkIndex(entryOf(directory), (path, stage) => {
    names.push(`${stage} ${new TextDecoder().decode(path)}`);
    return false;
  });
  assert.equal(end, "done");
  return names;
}

const NAMES = [
  ".orchestrator/meta.json",
  "a",
  "ab",
  `deep/${"directory/".repeat(20)}${"n".repeat(200)}`,
  "dir/ä file",
  "z",
];

function addAll(directory: string): void {
  for (const name of NAMES) {
    Deno.mkdirSync(`${directory}/${name}`.replace(/[^/]*$/, ""), { recursive: true });
    Deno.writeTextFileSync(`${directory}/${name}`, name);
  }
  git(directory, ["add", "--all"]);
}

for (const version of [2, 3, 4]) {
  Deno.test(`every path of an index of version ${version} is seen, in order`, () =>
    withDirectory((base) => {
      git(base, ["init", "--quiet"]);
      addAll(base);
      git(base, ["update-index", "--index-version", version === 4 ? "4" : "2"]);
      if (version === 3) {
        // Only an extended entry makes git write this version.
        Deno.writeTextFileSync(`${base}/planned`, "");
        git(base, ["add", "--intent-to-add", "planned"]);
      }
      assert.equal(Deno.readFileSync(`${base}/.git/index`)[7], version);
      const expected = git(base, ["ls-files", "-z"]).split("\0").filter((name) => name !== "");
      assert.deepEqual(namesIn(base), expected.map((name) => `0 ${name}`));
    }));
}

Deno.test("a path longer than the flags can count is read whole", () =>
  withDirectory((base) => {
    git(base, ["init", "--quiet"]);
    const id = git(base, ["hash-object", "-w", "--stdin"]);
    const long = `${"x".repeat(200)}/`.repeat(25) + "end";
    for (const version of ["2", "4"]) {
      git(base, ["update-index", "--index-version", version]);
      git(base, ["update-index", "--add", "--cacheinfo", `100644,${id},${long}`]);
      git(base, ["update-index", "--add", "--cacheinfo", `100644,${id},z`]);
      assert.deepEqual(namesIn(base), [`0 ${long}`, "0 z"]);
    }
  }));

Deno.test("a repository with SHA-256 and a split index are read", () =>
  withDirectory((base) => {
    git(base, ["init", "--quiet", "--object-format=sha256", "long"]);
    addAll(`${base}/long`);
    assert.equal(namesIn(`${base}/long`).length, NAMES.length);

    makeRepository(`${base}/split`);
    addAll(`${base}/split`);
    git(`${base}/split`, ["update-index", "--split-index"]);
    Deno.writeTextFileSync(`${base}/split/later`, "later");
    git(`${base}/split`, ["add", "later"]);
    assert.deepEqual(
      [...namesIn(`${base}/split`)].sort(),
      [...NAMES, "later"].map((name) => `0 ${name}`).sort(),
    );
  }));

Deno.test("a tracked directory is found by its prefix, whatever the case, and no look-alike is", () =>
  withDirectory((base) => {
    git(base, ["init", "--quiet"]);
    assert.equal(indexHasPrefix(entryOf(base), ".orchestrator/"), false);
    for (const name of [".orchestrator.yaml", ".orchestratorx/a", "sub/.orchestrator/a"]) {
      commitFile(base, name, "text");
    }
    assert.equal(indexHasPrefix(entryOf(base), ".orchestrator/"), false);
    assert.equal(indexHasPrefix(entryOf(base), "sub/.orchestrator/"), true);
    commitFile(base, ".Orchestrator/meta.json", "text");
    assert.equal(indexHasPrefix(entryOf(base), ".orchestrator/"), true);
    assert.equal(indexHasPrefix({ gitDirectory: null, gitCommonDirectory: null }, "a/"), false);
  }));

Deno.test("a damaged index is unreadable and never throws", () =>
  withDirectory((base) => {
    git(base, ["init", "--quiet"]);
    addAll(base);
    git(base, ["update-index", "--index-version", "4"]);
    const path = `${base}/.git/index`;
    const whole = Deno.readFileSync(path);
    const entry = entryOf(base);
    Deno.writeFileSync(path, whole.subarray(0, 100));
    assert.equal(walkIndex(entry, () => false), "unreadable");
    assert.equal(indexHasPrefix(entry, "zz/"), null);
    assert.equal(readConflict(entry), null);

    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = whole.slice();
        for (const { at, byte } of changes) bytes[at] = byte;
        Deno.writeFileSync(path, bytes);
        assert.ok(["done", "unreadable"].includes(walkIndex(entry, () => false)));
      }),
      { numRuns: 200 },
    );
  }));

/** Makes two branches that change the same file; `side` is the other one. */
function makeDivergence(directory: string): void {
  makeRepository(directory);
  commitFile(directory, "both", "base");
  git(directory, ["checkout", "--quiet", "-b", "side"]);
  commitFile(directory, "both", "side");
  git(directory, ["checkout", "--quiet", "main"]);
  commitFile(directory, "both", "main");
}

Deno.test("unmerged files of a merge, a rebase and a cherry-pick are named with their kind", () =>
  withDirectory((base) => {
    makeDivergence(base);
    assert.equal(readConflict(entryOf(base)), null);
    const merge = { has_conflicts: true, conflict_type: "merge", files: ["both"] };
    git(base, ["merge", "side"], true);
    assert.deepEqual(readConflict(entryOf(base)), merge);
    git(base, ["merge", "--abort"]);
    git(base, ["rebase", "side"], true);
    assert.deepEqual(readConflict(entryOf(base)), { ...merge, conflict_type: "rebase" });
    git(base, ["rebase", "--abort"]);
    git(base, ["cherry-pick", "side"], true);
    assert.deepEqual(readConflict(entryOf(base)), merge);
    git(base, ["add", "both"]);
    assert.equal(readConflict(entryOf(base)), null, "resolved");
  }));

Deno.test("a conflict of an applied stash is seen", () =>
  withDirectory((base) => {
    makeRepository(base);
    commitFile(base, "both", "base");
    Deno.writeTextFileSync(`${base}/both`, "stashed");
    git(base, ["stash", "--quiet"]);
    commitFile(base, "both", "main");
    git(base, ["stash", "pop"], true);
    assert.deepEqual(readConflict(entryOf(base))?.files, ["both"]);
  }));

Deno.test("a conflict in a linked worktree is seen there and not in the main checkout", () =>
  withDirectory((base) => {
    makeDivergence(`${base}/repo`);
    git(`${base}/repo`, ["worktree", "add", "--quiet", "-b", "third", `${base}/tree`]);
    git(`${base}/tree`, ["merge", "side"], true);
    assert.deepEqual(readConflict(entryOf(`${base}/tree`))?.files, ["both"]);
    assert.equal(readConflict(entryOf(`${base}/repo`)), null);
  }));
