import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import {
  beside,
  initRepository,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { commandWorkflow, plainWorkflow } from "../support/workflows.ts";

/** The workflow of the worktrees: its command leaves a trace in the directory that it runs in. */
const TRACE = commandWorkflow("sh trace.sh");

Deno.test("commands work from a subdirectory and act on the repository", async () => {
  using repository = makeRepository({ workflow: commandWorkflow("sh trace.sh") });
  repository.write("trace.sh", "pwd > trace.txt\n");
  repository.write("src/deep/file.txt", "x\n");
  const cwd = repository.at("src/deep");
  await repository.done(["start", "From below"], { cwd });
  await repository.done(["complete", "checked"], { cwd });
  assert.equal(repository.exists("src/deep/.orchestrator"), false);
  assert.equal(repository.read("trace.txt"), `${repository.path}\n`);
  assert.deepEqual(
    await repository.json(["status"], { cwd }),
    await repository.json(["status"]),
  );
});

Deno.test("a path on the command line means the directory that the caller stands in", async () => {
  using repository = makeRepository({ workflow: plainWorkflow(2) });
  await repository.done(["start", "Paths"]);
  repository.write("notes.txt", "Of the repository");
  repository.write("sub/notes.txt", "Of the subdirectory");
  await repository.done(["complete", "item_1", "--notes-file", "notes.txt"], {
    cwd: repository.at("sub"),
  });
  const log = await repository.json(["log"]);
  assert.equal(at(log, "events", -1, "details", "notes"), "Of the subdirectory");
});

Deno.test("a directory without version control holds a workflow", async () => {
  using repository = makeRepository({ git: false, workflow: plainWorkflow(1) });
  await repository.done(["start", "No git"]);
  await repository.done(["complete", "item_1"]);
  assert.equal(at(await repository.json(["status"]), "progress", "completed"), 1);
});

Deno.test({
  name: "a working directory whose path is no text is a refusal, and no bug",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    using repository = makeRepository({ git: false });
    const script = `d=$(printf 'caf\\351'); mkdir -p "$d" && cd "$d" && exec "$@"`;
    const prefix = ["sh", "-c", script, "sh"];
    for (const command of ["status", "init"]) {
      const run = await repository.run([command, "--json"], { prefix });
      assert.equal(run.code, EXIT.unavailable, run.stdout + run.stderr);
      assert.equal(textAt(jsonOf(run), "error", "code"), "directory.unusable");
      assert.match(textAt(jsonOf(run), "error", "message"), /is not valid UTF-8$/);
    }
  },
});

Deno.test("a submodule has a workflow of its own and says where the outer one is", async () => {
  using outer = makeRepository({ workflow: plainWorkflow(2) });
  const source = beside(outer, `${outer.base}/source`);
  Deno.mkdirSync(source.path);
  initRepository(outer, source.path);
  source.write("readme.txt", "Nothing of ours\n");
  commitAll(source);
  commitAll(outer);
  outer.git(
    "-c",
    "protocol.file.allow=always",
    "submodule",
    "add",
    "--quiet",
    source.path,
    "inner",
  );
  await outer.done(["start", "Outer"]);

  const inner = beside(outer, outer.at("inner"));
  const lost = await inner.run(["complete", "item_1"]);
  assert.equal(lost.code, 66, lost.stderr);
  assert.match(lost.stderr, new RegExp(`--root ${outer.path}\\b`));

  inner.write("workflow.yaml", plainWorkflow(1));
  await inner.done(["start", "Inner"]);
  await inner.done(["complete", "item_1"]);
  assert.equal(at(await inner.json(["status"]), "task"), "Inner");
  assert.equal(inner.exists(".orchestrator/meta.json"), true);
  const outside = await outer.json(["status"]);
  assert.equal(at(outside, "task"), "Outer");
  assert.equal(at(outside, "progress", "completed"), 0);
  const reached = await inner.json(["status", "--root", outer.path]);
  assert.equal(at(reached, "task"), "Outer");
});

Deno.test("two agents in two linked worktrees work side by side without --session", async () => {
  using main = makeRepository({ workflow: TRACE });
  main.write("trace.sh", 'echo "$PWD" >> trace.txt\n');
  commitAll(main);
  const agents = ["one", "two"].map((name) => addWorktree(main, name));
  const sessions = await Promise.all(agents.map(async (agent, index) => {
    const env = { CLAUDECODE: "1" };
    await agent.done(["start", `Task ${index}`], { env });
    await agent.done(["complete", "checked", "-n", `By agent ${index}`], { env });
    await agent.done(["complete", "plain"], { env });
    return textAt(await agent.json(["status"], { env }), "session");
  }));
  assert.notEqual(sessions[0], sessions[1]);

  for (const [index, agent] of agents.entries()) {
    const status = await agent.json(["status"]);
    assert.equal(at(status, "session"), sessions[index]);
    assert.equal(at(status, "task"), `Task ${index}`);
    assert.deepEqual(at(status, "progress"), { completed: 2, total: 2 });
    assert.equal(agent.exists(".orchestrator"), false, "the home is the main checkout");
    assert.equal(agent.read("trace.txt"), `${agent.path}\n`, "the check ran in the wrong tree");
    const events = listAt(await agent.json(["log"]), "events");
    assert.deepEqual(events.map((event) => at(event, "seq")), events.map((_, at) => at + 1));
    assert.ok(events.every((event) => at(event, "details", "actor_evidence") === "env:CLAUDECODE"));
    await agent.done(["finish"]);
  }
  assert.equal(main.exists("trace.txt"), false);
  const list = listAt(await main.json(["session", "list"]), "sessions");
  assert.deepEqual(list.map((session) => at(session, "status")), ["completed", "completed"]);
});

Deno.test("each worktree has a current session; the main checkout keeps its own", async () => {
  using main = makeRepository({ workflow: plainWorkflow(2) });
  commitAll(main);
  await main.done(["start", "Main"]);
  const linked = addWorktree(main, "linked");
  assert.equal(at(await linked.json(["status"]), "active"), false);
  await linked.done(["start", "Linked"]);
  assert.equal(at(await main.json(["status"]), "task"), "Main");
  assert.equal(at(await linked.json(["status"]), "task"), "Linked");

  const other = textAt(await main.json(["status"]), "session");
  const named = await linked.done(["complete", "item_1", "--session", other]);
  assert.match(
    named.stderr,
    new RegExp(`^note: session ${other} belongs to the main checkout`, "m"),
  );
  assert.match(named.stdout, new RegExp(`^NEXT_ACTION: .* --session ${other}$`, "m"));
  assert.equal(at(await main.json(["status"]), "progress", "completed"), 1);
  assert.equal(at(await linked.json(["status"]), "progress", "completed"), 0);
});

function addWorktree(main: RepositoryFixture, name: string): RepositoryFixture {
  const path = `${main.base}/${name}`;
  main.git("worktree", "add", "--quiet", "-b", name, path);
  return beside(main, path);
}

function commitAll(repository: RepositoryFixture): void {
  repository.git("add", "--all");
  repository.git("commit", "--quiet", "--message", "Everything");
}
