import assert from "node:assert/strict";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import { LEGACY_REPOSITORIES, writeLegacy } from "../support/legacy_repository.ts";
import { currentSession, makeRepository } from "../support/repository_fixture.ts";
import { pathsBelow } from "../support/scratch.ts";
import { CHECKED_WORKFLOW } from "../support/crash_scenario.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

const REMOVE = ["uninstall", "--no-export", "--yes"] as const;

/** Every path below a directory, `.git` included, with its mode and bytes. */
function snapshot(path: string): ReadonlyMap<string, string> {
  return new Map(
    pathsBelow(path).map((name) => {
      const file = `${path}/${name}`;
      const { mode } = Deno.lstatSync(file);
      return [name, `${mode} ${name.endsWith("/") ? "" : Deno.readFileSync(file).toHex()}`];
    }),
  );
}

Deno.test("uninstall leaves the tree, .git and what git sees byte for byte as before init", async () => {
  using repository = makeRepository();
  repository.write("README.md", "Ours\n");
  repository.write("AGENTS.md", "# Rules\r\nno line end");
  repository.git("add", ".");
  repository.git("commit", "--quiet", "-m", "First");
  const before = snapshot(repository.path);
  await repository.done(["init"]);
  await repository.done(["init", "--agents-md"]);
  await repository.done(["start", "One"]);
  await repository.done(["checkpoint"]);
  await repository.done(["config", "set", "lock.timeout", "5"]);
  await repository.done(["start", "Two", "--parallel"]);
  await repository.done(["session", "delete", "@", "--force"]);
  await repository.done(["status"]);
  await repository.done(REMOVE);
  assert.deepEqual(snapshot(repository.path), before);
  assert.equal(repository.git("status", "--ignored", "--porcelain"), "");
  const again = await repository.done(REMOVE);
  assert.match(again.stdout, /Nothing of orchestrator is in/);
});

Deno.test("uninstall takes back the grants of this home and of no other", async () => {
  using repository = makeRepository({ workflow: CHECKED_WORKFLOW });
  const other = repository.at("other");
  Deno.mkdirSync(other);
  repository.write("other/workflow.yaml", CHECKED_WORKFLOW);
  await repository.done(["start", "Other", "--root", other]);
  await repository.done(["start", "One"]);
  await repository.done(["trust", "approve-from", "bot"]);
  const grants = async (): Promise<number> =>
    listAt(await repository.json(["trust", "list"]), "grants").length;
  const before = await grants();
  const document = await repository.json(REMOVE);
  assert.equal(await grants(), before - 1);
  const revoked = listAt(document, "traces").filter((trace) => textAt(trace, "does") === "revoke");
  assert.deepEqual(revoked.map((trace) => textAt(trace, "kind")), ["grant", "approver"]);
  // The workflow is the user's own.
  assert.equal(repository.read("workflow.yaml"), CHECKED_WORKFLOW);
});

Deno.test("uninstall --dry-run lists every trace with its owner and changes nothing", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  repository.write(".orchestrator/mine.txt", "mine");
  repository.write("LEARNINGS.md", "# By somebody else\n");
  await repository.done(["generate-md"]);
  repository.write(".orchestrator/audit.jsonl", "{}\n");
  repository.write(".orchestrator/sessions/a6b77126/state.json", "{}");
  const before = snapshot(repository.path);
  const document = await repository.json(["uninstall", "--dry-run"]);
  assert.deepEqual(snapshot(repository.path), before);
  const owners = new Map(
    listAt(document, "traces").map((
      trace,
    ) => [textAt(trace, "path"), `${textAt(trace, "owner")} ${textAt(trace, "does")}`]),
  );
  const session = await currentSession(repository);
  assert.equal(owners.get(`.orchestrator/sessions/${session}`), "orchestrator remove");
  assert.equal(owners.get(".orchestrator/meta.json"), "orchestrator remove");
  assert.equal(owners.get(".orchestrator/mine.txt"), "you stay");
  assert.equal(owners.get(".orchestrator/audit.jsonl"), "predecessor stay");
  assert.equal(owners.get(".orchestrator/sessions/a6b77126"), "predecessor stay");
  assert.equal(owners.get("workflow.yaml"), "you stay");
  assert.equal(owners.get("WORKFLOW.md"), "you stay");
  assert.equal(owners.has("LEARNINGS.md"), false);
});

Deno.test("uninstall leaves what is not ours in .orchestrator/, and says so", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  repository.write(".orchestrator/mine/deep.txt", "mine");
  repository.write(".orchestrator/state.json", "{}");
  repository.write(".orchestrator/sessions/a6b77126/state.json", "{}");
  repository.write("outside.txt", "outside");
  Deno.symlinkSync("../outside.txt", repository.at(".orchestrator/trees"));
  const before = snapshot(repository.at(".orchestrator/mine"));
  await repository.done(["start", "One", "--parallel"]);
  const { stdout } = await repository.done(REMOVE);
  assert.match(stdout, /What stays:[^]*\.orchestrator\/mine/);
  assert.match(stdout, /\.orchestrator\/ stays: something else is in it/);
  assert.deepEqual(snapshot(repository.at(".orchestrator/mine")), before);
  assert.deepEqual(pathsBelow(repository.at(".orchestrator")), [
    ".gitignore",
    "mine/",
    "mine/deep.txt",
    "sessions/",
    "sessions/a6b77126/",
    "sessions/a6b77126/state.json",
    "state.json",
    "trees@",
  ]);
  assert.equal(repository.read("outside.txt"), "outside");
});

Deno.test("uninstall keeps a workflow.yaml that was edited or that git tracks", async () => {
  using repository = makeRepository();
  await repository.done(["init"]);
  const template = repository.read("workflow.yaml");
  repository.write("workflow.yaml", `${template}# mine\n`);
  assert.match((await repository.done(REMOVE)).stdout, /workflow\.yaml {2}\(you have changed it\)/);
  assert.equal(repository.read("workflow.yaml"), `${template}# mine\n`);
  repository.write("workflow.yaml", template);
  repository.git("add", "workflow.yaml");
  assert.match((await repository.done(REMOVE)).stdout, /git tracks it/);
  assert.equal(repository.read("workflow.yaml"), template);
});

Deno.test("uninstall brings back the workflow.yaml that init --force has replaced", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["init", "--force"]);
  await repository.done(["init", "--restore"]);
  await repository.done(["init", "--force"]);
  await repository.done(REMOVE);
  assert.equal(repository.read("workflow.yaml"), SMALL_WORKFLOW);
  assert.equal(repository.exists(".orchestrator"), false);
});

Deno.test("uninstall keeps a block in AGENTS.md that somebody has changed", async () => {
  using repository = makeRepository();
  await repository.done(["init", "--agents-md"]);
  const changed = repository.read("AGENTS.md").replace("## Workflow", "## My workflow");
  repository.write("AGENTS.md", changed);
  assert.match((await repository.done(REMOVE)).stdout, /the block in AGENTS\.md {2}\(you have/);
  assert.equal(repository.read("AGENTS.md"), changed);
});

Deno.test("uninstall --export keeps everything in a tar from which it all comes back", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  await repository.done(["complete", "plain"]);
  const status = await repository.json(["status"]);
  const document = await repository.json(["uninstall", "--export", "state.tar", "--yes"]);
  assert.equal(textAt(document, "export"), repository.at("state.tar"));
  assert.equal((Deno.lstatSync(repository.at("state.tar")).mode ?? 0) & 0o777, 0o600);
  assert.equal(repository.exists(".orchestrator"), false);
  const { success } = new Deno.Command("tar", { args: ["-xf", "state.tar"], cwd: repository.path })
    .outputSync();
  assert(success);
  // The grants are gone, as they have to be.
  await repository.done(["trust", "grant"]);
  assert.deepEqual(await repository.json(["status"]), status);
  await repository.done(["doctor"]);
});

Deno.test("while a migration stands, uninstall needs an export or a rollback", async () => {
  using repository = makeRepository();
  writeLegacy(repository.path, Object.values(LEGACY_REPOSITORIES)[0] ?? {});
  await repository.done(["migrate", "--yes"]);
  const refused = await repository.run(["uninstall", "--no-export", "--yes", "--json"]);
  assert.equal(refused.code, 1);
  assert.equal(textAt(jsonOf(refused), "error", "code"), "uninstall.migrated");
  assert.equal(
    textAt(jsonOf(refused), "error", "fix", 0),
    "orchestrator migrate --rollback",
  );
  await repository.done(["uninstall", "--export", "state.tar", "--yes"]);
  const listed = new Deno.Command("tar", { args: ["-tf", "state.tar"], cwd: repository.path })
    .outputSync();
  assert.match(new TextDecoder().decode(listed.stdout), /^\.orchestrator\/migrations\/.*backup\//m);
});

Deno.test("uninstall waits for a running command, then says who holds the session", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "One"]);
  const session = await currentSession(repository);
  const lock = Deno.openSync(repository.at(`.orchestrator/sessions/${session}/lock`), {
    read: true,
    write: true,
    create: true,
  });
  lock.lockSync(true);
  try {
    const run = await repository.run([...REMOVE, "--json"], {
      env: { ORCHESTRATOR_LOCK_TIMEOUT: "0.2" },
    });
    assert.equal(run.code, 75, run.stdout);
    assert.equal(at(jsonOf(run), "error", "code"), "lock.busy");
  } finally {
    lock.close();
  }
  await repository.done(["status"]);
  assert(repository.exists(`.orchestrator/sessions/${session}/log.jsonl`));
});
