import assert from "node:assert/strict";
import { join } from "node:path";
import { readLastingTree, readTree } from "../support/file_tree.ts";
import { at, listAt, textAt } from "../support/json.ts";
import {
  beside,
  currentSession,
  initRepository,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { sessionPath } from "../support/session_files.ts";
import { plainWorkflow, SMALL_WORKFLOW } from "../support/workflows.ts";

/** Another repository of the same user. */
function another(fixture: RepositoryFixture, name: string): RepositoryFixture {
  const path = join(fixture.base, name);
  Deno.mkdirSync(path);
  const repository = beside(fixture, path);
  initRepository(repository, path);
  return repository;
}

/** Exports all of a repository without encryption and returns the path of the file. */
async function exported(repository: RepositoryFixture, name: string): Promise<string> {
  const path = join(repository.base, `${name}.tar.zst`);
  await repository.done(["snapshot", "export", path, "--no-encrypt"]);
  return path;
}

/** Starts a session and returns its id. */
async function started(repository: RepositoryFixture): Promise<string> {
  await repository.done(["start", "Carry it over"]);
  return await currentSession(repository);
}

const logOf = (repository: RepositoryFixture, id: string) =>
  repository.read(sessionPath(id, "log.jsonl"));

/** `result id` of the sessions in a document of an import. */
async function imported(repository: RepositoryFixture, ...args: string[]): Promise<string[]> {
  const document = await repository.json(["snapshot", "import", ...args]);
  return listAt(document, "sessions").map((one) => `${textAt(one, "result")} ${textAt(one, "id")}`);
}

Deno.test("a session that is imported goes on elsewhere, and importing it again changes nothing", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(3) });
  const id = await started(repository);
  await repository.done(["complete", "item_1"]);
  await repository.done(["checkpoint", "-m", "One is done"]);
  const file = await exported(repository, "a");
  const other = another(repository, "other");

  assert.deepEqual(await imported(other, file), [`added ${id}`]);
  for (const name of ["base.json", "log.jsonl"]) {
    assert.equal(other.read(sessionPath(id, name)), repository.read(sessionPath(id, name)));
  }
  assert.equal(await currentSession(other), id);
  assert.equal(listAt(await other.json(["checkpoints"]), "checkpoints").length, 1);
  const before = readLastingTree(other.path);
  assert.deepEqual(await imported(other, file), [`kept ${id}`]);
  assert.deepEqual(readLastingTree(other.path), before);

  await other.done(["complete", "item_2"]);
  assert.deepEqual(await imported(repository, await exported(other, "b")), [`extended ${id}`]);
  assert.equal(logOf(repository, id), logOf(other, id));
  await repository.done(["complete", "item_3"]);
  assert.deepEqual(await imported(repository, join(repository.base, "b.tar.zst")), [`kept ${id}`]);
  assert.equal((await repository.run(["doctor"])).code, 0);
});

Deno.test("both sides of a session that diverged come in either order, and nothing is lost or doubled", async () => {
  using one = makeRepository({ workflow: plainWorkflow(3) });
  const id = await started(one);
  const two = another(one, "two");
  await imported(two, await exported(one, "common"));
  await one.done(["complete", "item_1"]);
  await two.done(["complete", "item_2"]);
  const [left, right] = [await exported(one, "left"), await exported(two, "right")];
  const wanted = [logOf(one, id), logOf(two, id)].sort();
  for (const [name, files] of [["x", [left, right]], ["y", [right, left]]] as const) {
    const target = another(one, name);
    for (const file of [...files, ...files]) await imported(target, file);
    const sessions = listAt(await target.json(["session", "list"]), "sessions");
    const logs = sessions.map((session) => logOf(target, textAt(session, "id"))).sort();
    assert.deepEqual(logs, wanted);
    const [second] = sessions.filter((session) => textAt(session, "id") !== id);
    assert.equal(at(second ?? null, "former_id"), id);
    assert.equal(await currentSession(target), id);
    // A snapshot with both keeps both where neither is.
    const copy = another(one, `${name}-copy`);
    const ids = await imported(copy, await exported(target, name));
    assert.deepEqual(ids, sessions.map((session) => `added ${textAt(session, "id")}`).sort());
  }
});

Deno.test("importing while an agent works on the same session loses nothing of either", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(8) });
  const id = await started(repository);
  const other = another(repository, "other");
  await imported(other, await exported(repository, "begun"));
  for (const item of ["item_1", "item_2"]) await other.done(["complete", item]);
  const file = await exported(other, "ahead");
  const env = { ORCHESTRATOR_LOCK_TIMEOUT: "60" };
  await Promise.all([
    imported(repository, file),
    (async () => {
      for (const item of ["item_3", "item_4", "item_5"]) {
        await repository.done(["complete", item], { env });
      }
    })(),
  ]);
  const theirs = logOf(other, id);
  const logs = listAt(await repository.json(["session", "list"]), "sessions")
    .map((session) => logOf(repository, textAt(session, "id")));
  assert.equal(logs.filter((log) => log.startsWith(theirs)).length, 1);
  for (const item of ["item_3", "item_4", "item_5"]) {
    const completed = new RegExp(`"item_completed".*"item_id":"${item}"`, "g");
    assert.equal(logs.join("").match(completed)?.length, 1, item);
  }
  assert.match((await imported(repository, file)).join(), /^kept /);
  assert.equal((await repository.run(["doctor"])).code, 0);
});

Deno.test("a snapshot that cannot be used leaves nothing behind, whatever is wrong with it", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await started(repository);
  const at = (name: string) => join(repository.base, name);
  Deno.writeFileSync(at("key"), new Uint8Array(32).fill(1));
  Deno.writeFileSync(at("wrong"), new Uint8Array(32).fill(2));
  await repository.done(["snapshot", "export", at("a.orcsnap"), "--key-file", at("key")]);
  const whole = Deno.readFileSync(at("a.orcsnap"));
  const changed = (position: number) => {
    const bytes = whole.slice();
    bytes[position] = (bytes[position] ?? 0) ^ 1;
    return bytes;
  };
  const empty = another(repository, "empty");
  const cases: readonly (readonly [number, Uint8Array, string])[] = [
    [65, whole, "wrong"],
    [65, whole.subarray(0, whole.length - 1), "key"],
    [65, whole.subarray(0, 100), "key"],
    [65, changed(whole.length - 20), "key"],
    [65, changed(60), "key"],
    [65, new TextEncoder().encode("no snapshot at all"), "key"],
    [69, changed(7), "key"],
  ];
  for (const target of [repository, empty]) {
    const before = readTree(target.path);
    for (const [code, bytes, key] of cases) {
      Deno.writeFileSync(at("bad"), bytes);
      const run = await target.run(["snapshot", "import", at("bad"), "--key-file", at(key)]);
      assert.equal(run.code, code, run.stdout + run.stderr);
    }
    const missing = await target.run(["snapshot", "import", at("none"), "--key-file", at("key")]);
    assert.equal(missing.code, 66, missing.stderr);
    assert.deepEqual(withoutTmp(readTree(target.path)), withoutTmp(before));
  }
});

/** Without the directory where things are staged, which must be empty, and what hides it from git. */
function withoutTmp(tree: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  return Array.from(tree).filter(([path]) =>
    !["", "/.gitignore", "/tmp"].some((name) => path === `.orchestrator${name}`)
  );
}

Deno.test("a snapshot of another repository is taken over only with --adopt", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  repository.git("remote", "add", "origin", "https://example.com/owner/one.git");
  const id = await started(repository);
  const file = await exported(repository, "a");
  const other = another(repository, "other");
  other.git("remote", "add", "origin", "https://example.com/owner/two.git");
  const refused = await other.run(["snapshot", "import", file]);
  assert.equal(refused.code, 1, refused.stderr);
  assert.match(refused.stderr, /owner\/one.*owner\/two/);
  assert.match(refused.stderr, /--adopt/);
  assert.equal(other.exists(".orchestrator"), false);
  assert.deepEqual(await imported(other, file, "--adopt"), [`added ${id}`]);
});

Deno.test("a dry run says what would come and leaves everything as it is", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(2) });
  const id = await started(repository);
  const other = another(repository, "other");
  const file = await exported(repository, "a");
  assert.deepEqual(await imported(other, file, "--dry-run"), [`added ${id}`]);
  assert.equal(other.exists(".orchestrator"), false);
  await imported(other, file);
  await repository.done(["complete", "item_1"]);
  const longer = await exported(repository, "b");
  const before = readTree(other.path);
  assert.deepEqual(await imported(other, longer, "--dry-run"), [`extended ${id}`]);
  await other.done(["complete", "item_2"]);
  const diverged = await other.json(["snapshot", "import", longer, "--dry-run"]);
  assert.equal(at(diverged, "sessions", 0, "result"), "added");
  assert.equal(at(diverged, "sessions", 0, "id"), null);
  assert.notDeepEqual(readTree(other.path), before);
});

Deno.test("configuration and grants come only when they are asked for, and what is here stays", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await started(repository);
  await repository.done(["config", "set", "--repo", "lock.timeout", "21"]);
  repository.write(".orchestrator/prd/a.md", "theirs\n");
  repository.write(".orchestrator/prd/b.md", "theirs\n");
  const file = await exported(repository, "a");
  const other = another(repository, "other");
  other.write(".orchestrator/prd/a.md", "ours\n");
  const first = await other.json(["snapshot", "import", file]);
  assert.deepEqual(at(first, "files"), { added: ["prd/b.md"], kept: ["prd/a.md"] });
  assert.deepEqual(at(first, "not_applied"), ["config.yaml"]);
  assert.equal(other.read(".orchestrator/prd/a.md"), "ours\n");
  assert.equal(other.exists(".orchestrator/config.yaml"), false);
  assert.equal((await other.run(["complete", "checked"])).code, 77);
  const second = await other.json(["snapshot", "import", file, "--with-config", "--trust"]);
  assert.deepEqual(at(second, "files", "added"), ["config.yaml"]);
  assert.equal(at(second, "grants", 0, "granted"), true);
  assert.match(other.read(".orchestrator/config.yaml"), /21/);
  assert.notEqual((await other.run(["complete", "checked"])).code, 77);
});

Deno.test("--only takes some of the sessions, and stdin is read for -", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  const first = await started(repository);
  await repository.done(["start", "Another", "--parallel"]);
  const file = await exported(repository, "a");
  const other = another(repository, "other");
  const run = await other.run(["snapshot", "import", "-", "--only", first, "--json"], {
    stdin: Deno.readFileSync(file),
  });
  assert.equal(run.code, 0, run.stderr);
  const sessions = listAt(await other.json(["session", "list"]), "sessions");
  assert.deepEqual(sessions.map((session) => textAt(session, "id")), [first]);
  assert.equal((await other.run(["snapshot", "import", file, "--only", "none"])).code, 66);
});
