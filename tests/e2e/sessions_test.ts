import assert from "node:assert/strict";
import { join } from "node:path";
import { at, find, jsonOf, listAt, parseJson, textAt } from "../support/json.ts";
import { interruptOperation } from "../support/interrupt_operation.ts";
import { obeyModes } from "../support/file_rights.ts";
import {
  beside,
  currentSession,
  initRepository,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { plainWorkflow } from "../support/workflows.ts";

const ABANDON = ["finish", "--abandon", "--reason", "Not needed any more"] as const;

/** Starts a session, ends it, and starts the next: returns both ids, the ended one first. */
async function endedAndCurrent(repository: RepositoryFixture): Promise<readonly [string, string]> {
  await repository.done(["start", "First"]);
  const ended = await currentSession(repository);
  await repository.done(ABANDON);
  await repository.done(["start", "Second"]);
  return [ended, await currentSession(repository)];
}

/** Holds the lock of a session as another process would. */
function holdLock(repository: RepositoryFixture, id: string): Deno.FsFile {
  const path = repository.at(`.orchestrator/sessions/${id}/lock`);
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  file.lockSync(true);
  return file;
}

Deno.test("a session that another process works on is not deleted: exit 75", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await repository.done(["start", "First"]);
  const id = await currentSession(repository);
  using _held = holdLock(repository, id);
  const run = await repository.run(["session", "delete", id, "--force", "--json"], {
    env: { ORCHESTRATOR_LOCK_TIMEOUT: "1" },
  });
  assert.equal(run.code, 75, run.stdout + run.stderr);
  assert.equal(textAt(jsonOf(run), "error", "code"), "lock.busy");
  assert.equal(await currentSession(repository), id);
});

Deno.test("gc leaves a session that another process works on, and says so", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  const [ended] = await endedAndCurrent(repository);
  const collect = ["session", "gc", "--older-than", "0", "--yes", "--json"];
  {
    using _held = holdLock(repository, ended);
    const run = await repository.done(collect);
    assert.deepEqual(listAt(jsonOf(run), "sessions"), []);
    assert.match(run.stdout, new RegExp(`"session":"${ended}","reason":"in_use"`));
    assert.match(run.stderr, new RegExp(`${ended} stays: it is in use`));
  }
  assert.equal(listAt(jsonOf(await repository.done(collect)), "sessions").length, 1);
});

Deno.test("gc beside processes that work loses nothing and collects each session once", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(8) });
  for (const task of ["A", "B", "C"]) {
    await repository.done(["start", task]);
    await repository.done(ABANDON);
  }
  await repository.done(["start", "Busy"]);
  const env = { ORCHESTRATOR_LOCK_TIMEOUT: "60" };
  const items = Array.from({ length: 8 }, (_, index) => `item_${index + 1}`);
  const [collected] = await Promise.all([
    Promise.all(
      [1, 2, 3].map(() =>
        repository.json(["session", "gc", "--older-than", "0", "--yes"], { env })
      ),
    ),
    ...items.map((item) => repository.done(["complete", item], { env })),
  ]);
  const gone = collected.flatMap((document) =>
    listAt(document, "sessions").map((session) => textAt(session, "session"))
  );
  assert.equal(gone.length, 3);
  assert.equal(new Set(gone).size, 3);
  assert.deepEqual(at(await repository.json(["status"]), "progress"), { completed: 8, total: 8 });
  assert.equal(listAt(await repository.json(["session", "list", "--trash"]), "trash").length, 3);
});

Deno.test("gc says what it would do, the command that it prints does it, and it takes no active or current session", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  const [ended, current] = await endedAndCurrent(repository);
  const young = await repository.json(["session", "gc"]);
  assert.equal(at(young, "dry_run"), true);
  assert.deepEqual(listAt(young, "sessions"), []);
  assert.deepEqual(listAt(young, "kept").map((kept) => textAt(kept, "reason")).sort(), [
    "active",
    "young",
  ]);
  await repository.done(ABANDON);
  const plan = await repository.json(["session", "gc", "--older-than", "0"]);
  assert.deepEqual(listAt(plan, "sessions").map((session) => textAt(session, "session")), [ended]);
  assert.deepEqual(listAt(plan, "kept"), [{ session: current, reason: "current" }]);
  assert.equal(listAt(await repository.json(["session", "list"]), "sessions").length, 2);
  const run = await repository.line(textAt(plan, "apply"));
  assert.equal(run.code, 0, run.stderr);
  const restore = /restore: (.+)/.exec(run.stdout)?.[1] ?? "false";
  assert.equal((await repository.line(restore)).code, 0);
  assert.equal(listAt(await repository.json(["session", "list"]), "sessions").length, 2);
});

Deno.test("gc settles what was cut off before, also when there is nothing to collect", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  const [ended, current] = await endedAndCurrent(repository);
  const stage = "0123456789ab";
  for (const [name, text] of [["lock", ""], ["current", ended], ["previous", current]] as const) {
    repository.write(`.orchestrator/tmp/${stage}/${name}`, text);
  }
  const facts = { tree: null, current: "yes", previous: "yes" };
  interruptOperation(repository.path, "switch", facts, { stage, moved: 0 });
  const dry = await repository.done(["session", "gc"]);
  assert.equal(dry.stderr, "");
  assert.equal(repository.exists(".orchestrator/journal.json"), true);
  const { stderr } = await repository.done(["session", "gc", "--yes"]);
  assert.match(stderr, /switch/);
  assert.equal(repository.exists(".orchestrator/journal.json"), false);
});

Deno.test("gc with --status takes only sessions of that status", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await endedAndCurrent(repository);
  const command = ["session", "gc", "--older-than", "0", "--status"];
  assert.equal(listAt(await repository.json([...command, "completed"]), "sessions").length, 0);
  assert.equal(listAt(await repository.json([...command, "abandoned"]), "sessions").length, 1);
});

Deno.test("a deletion with --root prints a command that works from the same directory", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await repository.done(["start", "First"]);
  const id = await currentSession(repository);
  const elsewhere = { cwd: repository.base };
  const root = ["--root", "repository"];
  const document = await repository.json(["session", "delete", id, "-f", ...root], elsewhere);
  assert.equal((await repository.line(textAt(document, "restore"), elsewhere)).code, 0);
  assert.equal(await currentSession(repository), id);
});

Deno.test("a session of a linked worktree is deleted from the main checkout and comes back to it", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  repository.git("add", "workflow.yaml");
  repository.git("commit", "--quiet", "-m", "Begin");
  repository.git("worktree", "add", "--quiet", "../linked");
  const linked = beside(repository, join(repository.base, "linked"));
  await repository.done(["start", "Main"]);
  await linked.done(["start", "Linked"]);
  const id = await currentSession(linked);
  const main = await currentSession(repository);
  const deleted = await repository.json(["session", "delete", id, "--force"]);
  assert.deepEqual(at(deleted, "was_current_in"), ["linked"]);
  assert.equal(at(await linked.json(["status"]), "active"), false);
  await repository.done(["session", "restore", id]);
  assert.equal(await currentSession(linked), id);
  assert.equal(await currentSession(repository), main);
});

Deno.test("a session of the predecessor that has ended goes to the trash untouched and comes back", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await repository.done(["start", "First"]);
  const state = '{"status":"completed","task_description":"Old"}';
  repository.write(".orchestrator/sessions/a6b77126/state.json", state);
  await repository.done(["session", "delete", "a6b77126"]);
  assert.equal(repository.exists(".orchestrator/sessions/a6b77126"), false);
  await repository.done(["session", "restore", "a6b77126"]);
  assert.equal(repository.read(".orchestrator/sessions/a6b77126/state.json"), state);
  assert.equal(repository.exists(".orchestrator/sessions/a6b77126/lock"), false);
});

Deno.test("the exported state is the predecessor's, with its keys in its order, and --force keeps a copy", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(2) });
  await repository.done(["start", "First", "-c", "Keep it small"]);
  await repository.done(["complete", "item_1", "-n", "Done"]);
  const { stdout } = await repository.done(["session", "export-state"]);
  const state = parseJson(stdout);
  assert.deepEqual(Object.keys(state as object), [
    "workflow_id",
    "workflow_type",
    "workflow_version",
    "task_description",
    "project",
    "status",
    "current_phase_id",
    "phases",
    "created_at",
    "updated_at",
    "completed_at",
    "metadata",
    "workflow_definition",
    "constraints",
  ]);
  assert.equal(at(state, "phases", "ONLY", "items", "item_1", "status"), "completed");
  assert.notEqual(find(state, "workflow_definition", "phases"), undefined);
  repository.write("sub/old.json", "mine");
  const file = ["session", "export-state", "old.json"];
  const cwd = { cwd: repository.at("sub") };
  const refused = await repository.run(file, cwd);
  const fix = /fix: (.+)/.exec(refused.stderr)?.[1] ?? "false";
  const forced = await repository.line(fix, cwd);
  assert.equal(forced.code, 0, forced.stderr);
  assert.equal(repository.read("sub/old.json"), stdout);
  const restore = /restored with: (.+)/.exec(forced.stdout)?.[1] ?? "false";
  assert.equal((await repository.line(restore, cwd)).code, 0);
  assert.equal(repository.read("sub/old.json"), "mine");
  await repository.done(["session", "export-state", ".orchestrator/state.json"]);
  assert.equal(repository.read(".orchestrator/state.json"), stdout);
});

Deno.test("a copy that an export kept is none of workflow.yaml", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(2) });
  await repository.done(["start", "First"]);
  await repository.done(["init", "--force"]);
  repository.write("old.json", "mine");
  await repository.done(["session", "export-state", "old.json", "--force"]);
  await repository.done(["init", "--restore"]);
  assert.equal(repository.read("workflow.yaml"), plainWorkflow(2));
});

Deno.test("list finds the homes below a directory, to a depth, newest first, and follows no link", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await repository.done(["start", "Top"]);
  for (const path of ["a/b", "deep/er/and/er", "node_modules/x", ".git/x"]) {
    const directory = repository.at(path);
    Deno.mkdirSync(directory, { recursive: true });
    const nested = beside(repository, directory);
    initRepository(nested, directory);
    nested.write("workflow.yaml", plainWorkflow(1));
    await nested.done(["start", `In ${path}`]);
  }
  Deno.symlinkSync("deep/er/and", repository.at("way"));
  Deno.mkdirSync(repository.at("planted"));
  Deno.symlinkSync("../a/b/.orchestrator", repository.at("planted/.orchestrator"));
  const found = async (...args: readonly string[]): Promise<readonly string[]> =>
    listAt(await repository.json(["list", ...args]), "workflows")
      .map((workflow) => textAt(workflow, "task"));
  assert.deepEqual(await found(), ["In a/b", "Top"]);
  assert.deepEqual(await found("--depth", "4"), ["In deep/er/and/er", "In a/b", "Top"]);
  assert.deepEqual(await found("-d", "0"), ["Top"]);
  assert.deepEqual(await found("-s", "a"), ["In a/b"]);
  await repository.done(ABANDON);
  assert.deepEqual(await found("--active-only"), ["In a/b"]);
  const document = await repository.json(["list"]);
  assert.deepEqual(listAt(document, "unreadable"), [
    { path: repository.at("planted/.orchestrator"), problem: "it is a link" },
  ]);
  assert.deepEqual(
    Object.keys(at(document, "workflows", 0) as object).slice(0, 9),
    [
      "path",
      "directory",
      "workflow_id",
      "task",
      "status",
      "current_phase",
      "project",
      "created_at",
      "updated_at",
    ],
  );
});

const prefix = obeyModes();

// Root ignores modes; "setpriv" takes that right away.
Deno.test({
  name: "list goes on where it cannot read, and says where that was",
  ignore: prefix === null,
  async fn() {
    using repository = makeRepository({ workflow: plainWorkflow(1) });
    await repository.done(["start", "Top"]);
    Deno.mkdirSync(repository.at("closed"), { mode: 0o000 });
    try {
      const run = await repository.done(["list"], { prefix: prefix ?? [] });
      assert.match(run.stderr, /closed cannot be read/);
      assert.match(run.stdout, /Top/);
    } finally {
      Deno.chmodSync(repository.at("closed"), 0o700);
    }
  },
});

/**
 * The predecessor's command lines about sessions, its exit code and ours. It answered a session that
 * it did not find with 0; a cleanup that could not ask failed, and deletes nothing here either.
 */
const ALIASES: readonly {
  readonly situation: string;
  readonly args: readonly string[];
  readonly old: number;
  readonly now: number;
}[] = [
  { situation: "workflow list", args: ["workflow", "list"], old: 0, now: 0 },
  { situation: "workflow info", args: ["workflow", "info"], old: 0, now: 0 },
  { situation: "workflow info, unknown id", args: ["workflow", "info", "x"], old: 0, now: 66 },
  { situation: "workflow switch", args: ["workflow", "switch", "@"], old: 0, now: 0 },
  { situation: "workflow switch, unknown id", args: ["workflow", "switch", "x"], old: 0, now: 66 },
  {
    situation: "workflow cleanup, dry run",
    args: ["workflow", "cleanup", "--dry-run", "--older-than", "7", "--status", "all"],
    old: 0,
    now: 0,
  },
  { situation: "workflow cleanup with -y", args: ["workflow", "cleanup", "-y"], old: 0, now: 0 },
  { situation: "workflow without a command", args: ["workflow"], old: 0, now: 0 },
  {
    situation: "workflow cleanup, unknown status",
    args: ["workflow", "cleanup", "--status", "x"],
    old: 2,
    now: 2,
  },
  { situation: "list", args: ["list", "-s", ".", "-d", "3", "--active-only"], old: 0, now: 0 },
  { situation: "cleanup", args: ["cleanup", "--dry-run"], old: 0, now: 69 },
];

for (const { situation, args, old, now } of ALIASES) {
  Deno.test(`${situation}: the predecessor exits ${old}, this program ${now}`, async () => {
    using repository = makeRepository({ workflow: plainWorkflow(1) });
    await endedAndCurrent(repository);
    const run = await repository.run(args);
    assert.equal(run.code, now, run.stdout + run.stderr);
    assert.equal(listAt(await repository.json(["session", "list"]), "sessions").length, 2);
  });
}

Deno.test("workflow info where nothing is current says so with 66, not with 0", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(1) });
  await repository.done(["start", "First"]);
  await repository.done(["session", "delete", "@", "--force"]);
  assert.equal((await repository.run(["workflow", "info"])).code, 66);
  assert.equal((await repository.run(["status"])).code, 0);
  assert.equal((await repository.run(["complete", "item_1"])).code, 66);
});

Deno.test("session show counts the events that have no effect where they stand", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(2) });
  await repository.done(["start", "First"]);
  const id = await currentSession(repository);
  const log = `.orchestrator/sessions/${id}/log.jsonl`;
  const text = repository.read(log);
  const last = text.trimEnd().split("\n").at(-1) ?? "";
  const event = { ...parseJson(last) as object, seq: 3, event_type: "phase_started" };
  const forged = { ...event, phase_id: "NOWHERE", prev: await linkOf(last) };
  delete (forged as { group?: unknown }).group;
  repository.write(log, `${text}${JSON.stringify(forged)}\n`);
  assert.equal(at(await repository.json(["session", "show"]), "refused_events"), 1);
  assert.match(
    (await repository.done(["session", "show"])).stdout,
    /^Events: 3 \(1 without effect/m,
  );
});

/** The chain link of a line: the first 32 hex digits of its SHA-256. */
async function linkOf(line: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(line));
  return new Uint8Array(digest).toHex().slice(0, 32);
}
