import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { EXIT } from "../../src/cli/exit_code.ts";
import { sealOpensslFile } from "../../src/seal/openssl_file.ts";
import { encodeText } from "../../src/stream/bytes.ts";
import { readLastingTree, readTree } from "../support/file_tree.ts";
import { followWorkflow } from "../support/follow_workflow.ts";
import { interruptOperation } from "../support/interrupt_operation.ts";
import { at, find, type Json, listAt, parseJson, textAt } from "../support/json.ts";
import { LEGACY_REPOSITORIES, legacyState, writeLegacy } from "../support/legacy_repository.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";

const TIME = new Date("2026-01-07T03:39:21Z");

/** Bytes, mode and time of each file and link that the predecessor left, by path. */
type Originals = ReadonlyMap<string, string>;

function makeLegacy(name: string): RepositoryFixture {
  const repository = makeRepository();
  const files = LEGACY_REPOSITORIES[name] ?? {};
  writeLegacy(repository.path, files);
  for (const path of Object.keys(files)) {
    Deno.chmodSync(repository.at(path), 0o640);
    Deno.utimeSync(repository.at(path), TIME, TIME);
  }
  return repository;
}

function originalsOf(repository: RepositoryFixture, name: string): Originals {
  return new Map(
    Object.keys(LEGACY_REPOSITORIES[name] ?? {}).map((path) => {
      const info = Deno.lstatSync(repository.at(path));
      const bytes = Deno.readFileSync(repository.at(path)).toHex();
      return [path, `${info.mode} ${info.mtime?.toISOString()} ${bytes}`];
    }),
  );
}

async function perform(repository: RepositoryFixture, line: string): Promise<void> {
  const run = await repository.line(line.replace("<what you did>", "Written by hand"));
  assert.equal(run.code, 0, `${line}: ${run.stdout}${run.stderr}`);
}

for (const name of Object.keys(LEGACY_REPOSITORIES)) {
  Deno.test(`migrate and back: ${name}`, async () => {
    using repository = makeLegacy(name);
    const before = originalsOf(repository, name);
    const report = await repository.json(["migrate"]);
    if (textOrNull(report, "migration") === null) {
      assert.deepEqual(originalsOf(repository, name), before);
      return;
    }
    for (const original of listAt(report, "originals")) {
      const path = textAt(original, "path");
      assert.equal(repository.exists(path) && path !== ".orchestrator/state.json", false, path);
    }
    const status = await repository.json(["status"]);
    if (textOrNull(status, "status") === "active") {
      await followWorkflow(repository, (line) => perform(repository, line));
    }
    await repository.done(["doctor"]);
    await repository.done(["migrate", "--rollback"]);
    assert.deepEqual(originalsOf(repository, name), before);
    for (const session of listAt(report, "sessions")) {
      await repository.done(["log", "--session", textAt(session, "id")]);
    }
    await repository.done(["migrate"]);
    await repository.done(["migrate", "--rollback"]);
    assert.deepEqual(originalsOf(repository, name), before);
  });
}

function textOrNull(document: unknown, key: string): string | null {
  const value = (document as Record<string, unknown>)[key];
  return typeof value === "string" ? value : null;
}

Deno.test("a migrated session keeps every value of the state, spelled as it was", async () => {
  using repository = makeLegacy("L1, scattered");
  await repository.done(["migrate"]);
  const id = textAt(await repository.json(["status"]), "session");
  const base = repository.read(`.orchestrator/sessions/${id}/base.json`);
  for (const kept of ["1e-05", "10.50", "1E5", '"b\\n.py"', '"No ☃"', "\\u00fcber-search"]) {
    assert.ok(base.includes(kept), kept);
  }
  const exported = await repository.json(["session", "show"]);
  assert.equal(textAt(exported, "task"), "Add über-search");
});

Deno.test("each line of a log is in exactly one session, in its order, byte for byte", async () => {
  using repository = makeLegacy("L1, scattered");
  const log = repository.read(".workflow_log.jsonl");
  const report = await repository.json(["migrate"]);
  const histories = listAt(report, "sessions").map((session) => {
    const path = `.orchestrator/sessions/${textAt(session, "id")}/history.jsonl`;
    return repository.exists(path) ? repository.read(path) : "";
  });
  assert.deepEqual(histories.join("").match(/.*\n/g)?.sort(), log.match(/.*\n/g)?.sort());
  for (const history of histories) {
    const lines = history.match(/.*\n/g) ?? [];
    const places = lines.map((line) => log.indexOf(line));
    assert.deepEqual(places, places.toSorted((a, b) => a - b));
  }
});

Deno.test("the id that the predecessor gave a session is still accepted", async () => {
  using repository = makeLegacy("L3, sessions");
  await repository.done(["migrate"]);
  const named = await repository.json(["status", "--session", "3ca8877d"]);
  assert.equal(textAt(named, "session"), textAt(await repository.json(["status"]), "session"));
});

Deno.test("a second migration finds nothing and changes nothing", async () => {
  using repository = makeLegacy("L1, scattered");
  await repository.done(["migrate"]);
  const before = readTree(repository.path);
  assert.match((await repository.done(["migrate"])).stdout, /Nothing to migrate/);
  assert.deepEqual(readTree(repository.path), before);
});

Deno.test("a dry run and a list write nothing", async () => {
  using repository = makeLegacy("every other kind of file");
  const before = readTree(repository.path);
  await repository.done(["migrate", "--dry-run"]);
  await repository.done(["migrate", "--list"]);
  assert.deepEqual(readTree(repository.path), before);
});

Deno.test("a report is Markdown or JSON by the name of its file", async () => {
  using repository = makeLegacy("L1, scattered");
  await repository.done(["migrate", "--dry-run", "--report", "plan.md"]);
  assert.match(
    repository.read("plan.md"),
    /^# What a migration would do\n[^]*`\.workflow_log\.jsonl`/,
  );
  await repository.done(["migrate", "--report", "done.json"]);
  const report = parseJson(repository.read("done.json"));
  assert.equal(textAt(report, "schema"), "orchestrator.migrate/1");
});

Deno.test("what nobody knows is left, and taken along where that is asked for", async () => {
  using repository = makeLegacy("every other kind of file");
  await repository.done(["migrate"]);
  assert.ok(repository.exists(".workflow_custom.txt"));
  await repository.done(["migrate", "--include-custom"]);
  assert.equal(repository.exists(".workflow_custom.txt"), false);
  await repository.done(["migrate", "--rollback"]);
  assert.equal(repository.read(".workflow_custom.txt"), "somebody's\n");
});

Deno.test("secrets are copied and stay", async () => {
  using repository = makeLegacy("L4, sealed");
  await repository.done(["migrate"]);
  assert.deepEqual(
    Deno.readFileSync(repository.at(".secrets.enc")),
    Deno.readFileSync(repository.at(".orchestrator/secrets/secrets.enc")),
  );
});

Deno.test("--fix-gitignore replaces the predecessor's lines and no other byte", async () => {
  using repository = makeLegacy("L1, scattered");
  repository.write(".gitignore", "a\r\n.workflow_state.json\r\nb\n/.workflow_log.jsonl\nc");
  await repository.done(["migrate", "--fix-gitignore"]);
  assert.equal(repository.read(".gitignore"), "a\r\n.orchestrator/\r\nb\nc");
});

Deno.test("a rollback refuses where something new lies in the place of an original", async () => {
  using repository = makeLegacy("L1, scattered");
  await repository.done(["migrate"]);
  repository.write(".workflow_state.json", legacyState({ id: "wf_new00001" }));
  const before = readLastingTree(repository.path);
  const run = await repository.run(["migrate", "--rollback"]);
  assert.equal(run.code, EXIT.refused);
  assert.match(run.stderr, /\.workflow_state\.json/);
  assert.deepEqual(readLastingTree(repository.path), before);
});

Deno.test("a backup that was changed is not put back", async () => {
  using repository = makeLegacy("L1, scattered");
  const id = textAt(await repository.json(["migrate"]), "migration");
  repository.write(`.orchestrator/migrations/${id}/backup/.workflow_state.json`, "{}");
  const before = readLastingTree(repository.path);
  const run = await repository.run(["migrate", "--rollback"]);
  assert.equal(run.code, EXIT.data);
  assert.deepEqual(readLastingTree(repository.path), before);
});

Deno.test("a planted record that names other paths is no migration", async () => {
  using repository = makeRepository();
  await repository.done(["init"]);
  const report = {
    schema: 1,
    migration: "planted",
    at: "2026-01-01T00:00:00Z",
    by: "x",
    sessions: [],
    originals: [{ path: "../outside", kind: "file", bytes: 1, files: 1, sha256: "0", into: [] }],
    placements: [],
    copies: [],
    pointers: [],
    kept: [],
  };
  const directory = ".orchestrator/migrations/planted";
  repository.write(`${directory}/report.json`, JSON.stringify(report));
  repository.write(`${directory}/backup/outside`, "x");
  for (const path of ["../outside", "/etc/passwd", "src/main.ts", ".orchestrator/meta.json"]) {
    const planted = { ...report, originals: [{ ...report.originals[0], path }] };
    repository.write(`${directory}/report.json`, JSON.stringify(planted));
    const run = await repository.run(["migrate", "--rollback", "planted"]);
    assert.equal(run.code, EXIT.data, `${path}: ${run.stdout}${run.stderr}`);
  }
  assert.equal(repository.exists("../outside"), false);
});

Deno.test("a read-only repository is refused and stays as it is", async () => {
  using repository = makeLegacy("L1, scattered");
  const blocked = repository.at(".orchestrator");
  Deno.mkdirSync(dirname(blocked), { recursive: true });
  Deno.writeTextFileSync(blocked, "not a directory");
  const before = readLastingTree(repository.path);
  const run = await repository.run(["migrate"]);
  assert.notEqual(run.code, 0);
  assert.deepEqual(readLastingTree(repository.path), before);
});

Deno.test("two migrations at once: one does it, the other finds nothing or waits", async () => {
  using repository = makeLegacy("L1, scattered");
  const runs = await Promise.all([repository.run(["migrate"]), repository.run(["migrate"])]);
  for (const { code, stdout, stderr } of runs) assert.equal(code, 0, stdout + stderr);
  const sessions = listAt(await repository.json(["session", "list"]), "sessions");
  const active = sessions.filter((session) => textOrNull(session, "status") === "active");
  assert.equal(active.length, 1);
  await repository.done(["doctor"]);
});

Deno.test("a migration that was cut off is seen as done, wherever it was cut, and is finished", async () => {
  for (const moved of [1, 5]) {
    using repository = makeLegacy("L1, scattered");
    await repository.done(["migrate"]);
    const after = await listed(repository);
    const ids = listAt(after, 0).map((session) => textAt(session, "id"));
    const { facts, originals, stage } = recordedMigration(repository, ids);
    interruptOperation(repository.path, "migrate", facts, { stage, moved, done: true });
    assert.deepEqual(await listed(repository), after, `after ${moved} moves`);
    const snapshot = ["snapshot", "export", "--no-encrypt", `../${moved}.tar.zst`];
    const exported = listAt(await repository.json(snapshot), "sessions");
    assert.deepEqual(exported.map((session) => textAt(session, "id")).sort(), ids.toSorted());
    const checked = await repository.run(["doctor", "--only", "sessions"]);
    assert.equal(checked.code, 0, checked.stderr);
    await repository.done(["doctor", "--fix"]);
    assert.deepEqual(await listed(repository), after);
    assert.ok(originals.every((path) => !repository.exists(path)));
  }
});

Deno.test("a rollback that was cut off is seen as done, and is finished", async () => {
  using repository = makeLegacy("L1, scattered");
  await repository.done(["migrate"]);
  const ids = listAt(await listed(repository), 0).map((session) => textAt(session, "id"));
  const { facts, originals, stage } = recordedMigration(repository, ids);
  await repository.done(["migrate", "--rollback"]);
  const after = await listed(repository);
  interruptOperation(repository.path, "rollback", facts, { stage, moved: 1, done: true });
  assert.deepEqual(await listed(repository), after);
  assert.ok(originals.every((path) => !repository.exists(path)));
  await repository.done(["doctor", "--fix"]);
  assert.deepEqual(await listed(repository), after);
  assert.ok(originals.every((path) => repository.exists(path)));
});

/** What `session list` shows of ours and of the predecessor's. */
async function listed(repository: RepositoryFixture): Promise<Json> {
  const list = await repository.json(["session", "list"]);
  return [at(list, "sessions"), find(list, "legacy") ?? null];
}

/** What the journal of the one migration here said, and a stage for it. */
function recordedMigration(repository: RepositoryFixture, ids: readonly string[]) {
  const names = (path: string): readonly string[] =>
    [...Deno.readDirSync(repository.at(path))].map(({ name }) => name).sort();
  const [migration = ""] = names(".orchestrator/migrations");
  const originals = names(`.orchestrator/migrations/${migration}/backup`);
  const stage = "0123456789ab";
  repository.write(`.orchestrator/tmp/${stage}/lock`, "");
  const facts = {
    migration,
    sessions: JSON.stringify(ids),
    placed: "[]",
    replaced: "[]",
    originals: JSON.stringify(originals),
    pointers: JSON.stringify(["current"]),
    kept: "[]",
    marker: JSON.stringify(["marker"]),
  };
  return { facts, originals, stage };
}

Deno.test("links: inside they are followed, and come back as links; outside nothing is taken", async () => {
  using repository = makeRepository();
  repository.write("kept/state.json", legacyState());
  Deno.symlinkSync("kept/state.json", repository.at(".workflow_state.json"));
  await repository.done(["migrate"]);
  assert.equal(textAt(await repository.json(["status"]), "status"), "active");
  assert.equal(repository.read("kept/state.json"), legacyState());
  await repository.done(["migrate", "--rollback"]);
  assert.equal(Deno.readLinkSync(repository.at(".workflow_state.json")), "kept/state.json");

  using other = makeRepository();
  Deno.writeTextFileSync(join(other.base, "state.json"), legacyState());
  Deno.symlinkSync("../state.json", other.at(".workflow_state.json"));
  const run = await other.run(["migrate"]);
  assert.equal(run.code, EXIT.refused, run.stdout + run.stderr);
  assert.equal(Deno.readLinkSync(other.at(".workflow_state.json")), "../state.json");
});

Deno.test("import-legacy takes copies from elsewhere, once, and changes nothing there", async () => {
  using old = makeLegacy("L1, scattered");
  using repository = makeRepository();
  const before = readTree(old.path);
  await repository.done(["import-legacy", old.path, "--dry-run"]);
  assert.equal(repository.exists(".orchestrator"), false);
  const report = await repository.json(["import-legacy", old.path]);
  assert.equal(listAt(report, "sessions").length, 3);
  assert.equal(textAt(await repository.json(["status"]), "task"), "Add über-search");
  await repository.done(["approve-item", "sign"]);
  const sessions = listAt(await repository.json(["session", "list"]), "sessions").length;
  assert.match((await repository.done(["import-legacy", old.path])).stdout, /Nothing to import/);
  assert.equal(listAt(await repository.json(["session", "list"]), "sessions").length, sessions);
  assert.deepEqual(readTree(old.path), before);
});

Deno.test("import-legacy never takes the place of an active session", async () => {
  using old = makeLegacy("L1, scattered");
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Mine"]);
  const current = textAt(await repository.json(["status"]), "session");
  await repository.done(["import-legacy", old.path]);
  assert.equal(textAt(await repository.json(["status"]), "session"), current);
});

Deno.test("import-legacy names what is wrong with its path", async () => {
  using repository = makeRepository();
  repository.write("file", "x");
  const cases = [["missing", EXIT.noInput], ["file", EXIT.data], [".", EXIT.usage]] as const;
  for (const [path, code] of cases) {
    const run = await repository.run(["import-legacy", path]);
    assert.equal(run.code, code, `${path}: ${run.stderr}`);
  }
});

Deno.test("--move-secrets takes the values into the vault, and a rollback brings the file back", async () => {
  using repository = makeRepository();
  const password = { SECRETS_PASSWORD: "an old password" };
  const text = 'A_TOKEN: "first"\nNUMBER: 1.50\n';
  const file = await sealOpensslFile(encodeText(text), password.SECRETS_PASSWORD, (length) => {
    return crypto.getRandomValues(new Uint8Array(length));
  });
  repository.write(".secrets.enc", file);
  Deno.chmodSync(repository.at(".secrets.enc"), 0o640);
  Deno.utimeSync(repository.at(".secrets.enc"), TIME, TIME);
  const closed = await repository.run(["migrate", "--move-secrets", "--json"]);
  assert.equal(textAt(parseJson(closed.stdout), "error", "code"), "secret.import_failed");
  assert.equal(repository.exists(".secrets.enc"), true);
  await repository.done(["migrate", "--move-secrets", "--dry-run"]);
  const report = await repository.json(["migrate", "--move-secrets"], { env: password });
  assert.deepEqual(at(report, "secrets", "added"), ["A_TOKEN", "NUMBER"]);
  assert.equal(repository.exists(".secrets.enc"), false);
  const value = await repository.done(["secrets", "get", "NUMBER", "--reveal"]);
  assert.equal(value.stdout.trimEnd(), "1.50");
  await repository.done(["migrate", "--rollback"]);
  assert.deepEqual(Deno.readFileSync(repository.at(".secrets.enc")), new Uint8Array(file));
  const { mode, mtime } = Deno.lstatSync(repository.at(".secrets.enc"));
  assert.deepEqual([(mode ?? 0) & 0o777, mtime], [0o640, TIME]);
  await repository.done([
    "secrets",
    "set",
    "A_TOKEN",
    "--from-file",
    repository.at(".secrets.enc"),
  ]);
  const differs = await repository.run(["migrate", "--move-secrets"], { env: password });
  assert.equal(differs.code, 1, differs.stderr);
  assert.match(differs.stderr, /another value of A_TOKEN/);
  assert.equal(repository.exists(".secrets.enc"), true);
});
