import assert from "node:assert/strict";
import { discover } from "../../src/repo/discover.ts";
import {
  compareIdentity,
  type Identity,
  identityText,
  makeIdentity,
  parseIdentity,
  readIdentity,
} from "../../src/repo/identity.ts";
import { commitFile, git, GIT_ENVIRONMENT, makeRepository } from "../git/repository.ts";
import { withDirectory } from "../process/temporary.ts";

const MADE = { created_at: "2026-01-02T03:04:05.000000Z", created_by: "orchestrator 1.2.3" };

const ONE = "1".repeat(40);
const TWO = "2".repeat(40);

function identity(changes: Partial<Identity>): Identity {
  const repo_id = "r0123456789abcdef";
  return { schema: 1, repo_id, root_commit: null, slug: null, ...MADE, ...changes };
}

function make(base: string, directory: string): Promise<Identity> {
  const start = { cwd: directory, root: null, rootVariable: null, homeDirectory: base };
  return makeIdentity(discover(start), GIT_ENVIRONMENT, MADE);
}

Deno.test("clones of one repository have one id, whatever their remote is called", () =>
  withDirectory(async (base) => {
    makeRepository(`${base}/repo`);
    commitFile(`${base}/repo`, "a", "text");
    git(base, ["clone", "--quiet", "repo", "clone"]);
    const proxy = "http://local_proxy@127.0.0.1:4567/git/owner/name";
    git(`${base}/clone`, ["remote", "set-url", "origin", proxy]);
    const [one, two] = [await make(base, `${base}/repo`), await make(base, `${base}/clone`)];
    assert.match(one.repo_id, /^r[0-9a-f]{16}$/);
    assert.equal(two.repo_id, one.repo_id);
    assert.equal(two.root_commit, git(`${base}/repo`, ["rev-list", "--max-parents=0", "HEAD"]));
    assert.deepEqual([one.slug, two.slug], [null, "owner/name"]);
    assert.equal(compareIdentity(one, two), "same");
  }));

Deno.test("without a complete history the id is random and says nothing about the history", () =>
  withDirectory(async (base) => {
    makeRepository(`${base}/repo`);
    git(base, ["clone", "--quiet", "--depth=1", `file://${base}/repo`, "shallow"]);
    const [one, two] = [await make(base, `${base}/shallow`), await make(base, `${base}/shallow`)];
    assert.equal(one.root_commit, null);
    assert.match(one.repo_id, /^r[0-9a-f]{16}$/);
    assert.notEqual(one.repo_id, two.repo_id);
    assert.equal(compareIdentity(await make(base, `${base}/repo`), one), "unknown");
  }));

Deno.test("only two known first commits, or two slugs without any, can differ", () => {
  const cases: readonly (readonly [Partial<Identity>, Partial<Identity>, string])[] = [
    [{ root_commit: ONE, slug: "a/b" }, { root_commit: ONE, slug: "c/d" }, "same"],
    [{ root_commit: ONE, slug: "a/b" }, { root_commit: TWO, slug: "a/b" }, "differs"],
    [{ root_commit: ONE, slug: "a/b" }, { slug: "c/d" }, "unknown"],
    [{ slug: "a/b" }, { root_commit: ONE, slug: "c/d" }, "unknown"],
    [{ slug: "a/b" }, { slug: "c/d" }, "differs"],
    [{ slug: "a/b" }, { slug: "A/B" }, "same"],
    [{ slug: "a/b" }, {}, "unknown"],
    [{}, {}, "unknown"],
  ];
  for (const [recorded, found, expected] of cases) {
    const other = identity({ ...found, repo_id: "rfedcba9876543210" });
    assert.equal(compareIdentity(identity(recorded), other), expected);
  }
  assert.equal(compareIdentity(identity({}), identity({})), "same", "one id");
});

Deno.test("an identity is read back from its text", () => {
  const written = identity({ root_commit: ONE, slug: "owner/name" });
  assert.deepEqual(parseIdentity(identityText(written)), { kind: "identity", identity: written });
  assert.equal(
    identityText(written).split("\n").length,
    9,
    "one key a line, so that a change reads well",
  );
});

Deno.test("what is not an identity is unreadable, a later one is newer", () => {
  const good = JSON.parse(identityText(identity({})));
  const bad = [
    "",
    "null",
    "[]",
    "{}",
    JSON.stringify({ ...good, schema: 0 }),
    JSON.stringify({ ...good, repo_id: "../x" }),
    JSON.stringify({ ...good, root_commit: "HEAD" }),
    JSON.stringify({ ...good, slug: "a" }),
    JSON.stringify({ ...good, created_at: 1 }),
    JSON.stringify({ ...good, created_by: "" }),
    JSON.stringify({ ...good, extra: 1 }),
    JSON.stringify({ ...good, slug: undefined }),
  ];
  for (const text of bad) assert.deepEqual(parseIdentity(text), { kind: "unreadable" }, text);
  assert.deepEqual(parseIdentity('{"schema": 2}'), { kind: "newer", schema: 2 });
});

Deno.test("meta.json is read from the home, a link in its place is not", () =>
  withDirectory((base) => {
    assert.deepEqual(readIdentity(base), { kind: "none" });
    Deno.mkdirSync(`${base}/.orchestrator`);
    const path = `${base}/.orchestrator/meta.json`;
    Deno.writeTextFileSync(path, identityText(identity({})));
    assert.equal(readIdentity(base).kind, "identity");
    Deno.renameSync(path, `${base}/elsewhere`);
    Deno.symlinkSync(`${base}/elsewhere`, path);
    assert.deepEqual(readIdentity(base), { kind: "unreadable" });
  }));
