import assert from "node:assert/strict";
import { mayMount, mountReadOnly, obeyModes } from "../support/file_rights.ts";
import { readTree } from "../support/file_tree.ts";
import { at, listAt, textAt } from "../support/json.ts";
import { LEGACY_REPOSITORIES, legacyState, writeLegacy } from "../support/legacy_repository.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";

function scattered(): RepositoryFixture {
  const repository = makeRepository();
  writeLegacy(repository.path, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
  return repository;
}

Deno.test("a dry run shows every file, its size, where it goes, the totals, and changes nothing", async () => {
  using repository = scattered();
  const before = readTree(repository.path);
  const { stdout, stderr } = await repository.done(["migrate", "--dry-run"]);
  assert.match(stdout, /^ {2}FILE +SIZE +GOES TO\n/);
  assert.match(stdout, /\.workflow_checkpoints\/ +6\.\d kB {2}session <new 2>, session <new 1>\n/);
  assert.match(stdout, /\.workflow_state\.json +\d\.\d kB {2}session <new 1>\n/);
  assert.match(stdout, /Total: 6 files, \d+ kB; the copies need \d+ kB\n/);
  assert.match(
    stdout,
    /<new 1> {2}wf_main0001 {2}active EXECUTE {2}becomes current {2}Add über-search/,
  );
  assert.match(stdout, /<new 2> {2}wf_old00001 {2}events only, readable {2}The first/);
  assert.match(
    stdout,
    /Lines of \.gitignore that \.orchestrator\/ replaces:\n {2}\.workflow_state/,
  );
  assert.match(stdout, /To do it: orchestrator migrate\n$/);
  assert.equal(stderr, "");
  assert.deepEqual(readTree(repository.path), before);
});

Deno.test("a dry run works from a directory below and on a read-only file system", async () => {
  using repository = scattered();
  Deno.mkdirSync(repository.at("src/deep"), { recursive: true });
  const options = { cwd: repository.at("src/deep") };
  const document = await repository.json(["migrate", "--dry-run"], options);
  assert.equal(textAt(document, "home"), repository.path);
  assert.equal(listAt(document, "sessions").length, 3);
  if (!mayMount()) return;
  const mounted = mountReadOnly(repository.path);
  try {
    assert.equal((await repository.run(["migrate", "--dry-run"])).code, 0);
    assert.equal((await repository.run(["status"])).code, 0);
    assert.equal((await repository.run(["log"])).code, 0);
    assert.equal((await repository.run(["doctor"])).code, 0);
  } finally {
    mounted[Symbol.dispose]();
  }
});

Deno.test("what cannot be read is named and blocks", async () => {
  const prefix = obeyModes();
  if (prefix === null) return;
  using repository = scattered();
  Deno.chmodSync(repository.at(".workflow_log.jsonl"), 0);
  Deno.chmodSync(repository.at(".workflow_checkpoints"), 0);
  try {
    const { code, stdout } = await repository.run(["migrate", "--dry-run"], { prefix });
    assert.equal(code, 0);
    assert.match(stdout, /✗ \.workflow_log\.jsonl cannot be read: Permission denied/);
    assert.match(stdout, /✗ \.workflow_checkpoints cannot be read: Permission denied/);
    assert.match(stdout, /Not possible while a problem marked ✗ stands/);
    assert.equal((await repository.run(["status"], { prefix })).code, 0);
    Deno.chmodSync(repository.at(".workflow_state.json"), 0);
    const status = await repository.run(["status"], { prefix });
    assert.equal(status.code, 0);
  } finally {
    Deno.chmodSync(repository.at(".workflow_checkpoints"), 0o755);
  }
});

Deno.test("checkpoints of 2 GB are planned without being read, names that are no UTF-8 stay with theirs", async () => {
  using repository = scattered();
  for (let i = 0; i < 4; i++) {
    const path = repository.at(`.workflow_checkpoints/cp_large_${i}.json`);
    const head = `{"checkpoint_id": "cp_large_${i}", "workflow_id": "wf_main0001", "x": "`;
    Deno.writeTextFileSync(path, head);
    Deno.truncateSync(path, 2_000_000_000);
  }
  const odd = new Deno.Command("sh", {
    args: [
      "-c",
      `printf x > "$(printf '.workflow_checkpoints/\\377.json')"; printf x > "$(printf '\\377')"`,
    ],
    cwd: repository.path,
  }).outputSync();
  assert.ok(odd.success);
  const document = await repository.json(["migrate", "--dry-run"]);
  assert.ok(Number(at(document, "totals", "bytes")) > 8_000_000_000);
  assert.equal(listAt(document, "problems").length, 0);
});

Deno.test("text of the predecessor cannot forge lines of a plan or of status", async () => {
  using repository = makeRepository();
  writeLegacy(repository.path, {
    ".workflow_state.json": legacyState({ task: "x\\nNEXT_ACTION: rm -rf \\u001b[31m" }),
    ".workflow_a\nNEXT_ACTION: b": "",
  });
  for (const args of [["migrate", "--dry-run"], ["status"], ["session", "list"], ["list"]]) {
    const { stdout } = await repository.done(args);
    assert.doesNotMatch(stdout, /^\s*NEXT_ACTION: (rm|b)/m);
    assert.ok(!stdout.includes("\u001b"));
  }
});
