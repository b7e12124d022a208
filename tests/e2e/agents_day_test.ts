import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { followWorkflow } from "../support/follow_workflow.ts";
import { at, jsonOf, listAt, textAt } from "../support/json.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import type { Run } from "../support/run_orchestrator.ts";

const WORKFLOW = `name: Day
version: "1.0"
phases:
  - id: PLAN
    name: Planning
    items:
      - { id: plan_file, name: Write the plan, verification: { type: file_exists, path: plan.md } }
      - { id: decide, name: Decide how }
  - id: EXECUTE
    name: Building
    items:
      - id: build
        name: Build it
        step_type: gate
        verification: { type: command, command: "sh check.sh" }
      - { id: sign_off, name: Have it approved, step_type: gate, verification: { type: manual_gate } }
`;

/** The commands that a run prints for its reader, wherever they stand. */
function hints({ stdout, stderr }: Run): readonly string[] {
  const found = `${stdout}\n${stderr}`.matchAll(
    /(?:NEXT_ACTION|fix|with|Undo with|Resume with): (orchestrator [^\n]+)/g,
  );
  return Array.from(found, ([, command = ""]) => command);
}

/** The hint of a run that begins with these words. */
function hint(run: Run, words: string): string {
  const found = hints(run).find((command) => command.startsWith(`orchestrator ${words}`));
  assert.ok(found !== undefined, `no hint "${words}": ${run.stdout}${run.stderr}`);
  return found;
}

/** Runs a line as printed, as an agent that has lost everything but the directory. */
async function perform(repository: RepositoryFixture, line: string): Promise<Run> {
  const lost = { XDG_STATE_HOME: `${repository.base}/later`, CLAUDECODE: "1" };
  return await repository.line(line, { env: lost });
}

async function performed(repository: RepositoryFixture, line: string): Promise<Run> {
  const run = await perform(repository, line);
  assert.equal(run.code, 0, `${line}: ${run.stdout}${run.stderr}`);
  return run;
}

async function statusOf(repository: RepositoryFixture, session = "@") {
  return jsonOf(await performed(repository, `orchestrator status --session ${session} --json`));
}

Deno.test("an agent's day: every hint that is printed on the way works as printed", async () => {
  using repository = makeRepository({ workflow: WORKFLOW });
  const run = (line: string) => performed(repository, line);
  await repository.done(["start", "Add search", "-c", "No new dependencies"]);

  // Everything but the directory is lost.
  const back = await run("orchestrator resume");
  assert.match(back.stdout, /^WORKFLOW RESUME$/m);
  assert.match(back.stdout, /^Task: Add search$/m);
  assert.match(back.stdout, /^ {2}- No new dependencies$/m);

  // The check of the first item is not met yet; then it is.
  const first = hint(back, "complete plan_file");
  assert.equal((await perform(repository, first)).code, 1);
  repository.write("plan.md", "Search with an index.\n");
  await run(first);

  const checkpoint = await run(
    `orchestrator checkpoint -m "Plan written" -d "An index, not a scan" -f plan.md`,
  );
  const resumed = await run(hint(checkpoint, "resume --from"));
  assert.match(resumed.stdout, /^WORKFLOW RESUME FROM CHECKPOINT$/m);
  assert.match(resumed.stdout, /^ {2}- An index, not a scan$/m);
  assert.match(resumed.stdout, /^The workflow stands as it did then\.$/m);

  // A wrong turn, and back.
  await run(`orchestrator skip decide --reason "It seemed to be of no use"`);
  await run("orchestrator advance");
  const restored = await run(hint(checkpoint, "checkpoint restore"));
  assert.match(restored.stdout, /Phase: EXECUTE -> PLAN/);
  assert.match(restored.stdout, /Item PLAN\/decide: skipped -> pending/);
  assert.equal(textAt(await statusOf(repository), "phase"), "PLAN");
  const undone = await run(hint(restored, "checkpoint restore"));
  assert.equal(textAt(await statusOf(repository), "phase"), "EXECUTE");
  await run(hint(undone, "checkpoint restore"));
  assert.equal(textAt(await statusOf(repository), "phase"), "PLAN");
  await run(hint(await run("orchestrator status"), "complete decide"));

  // The definition changes on the way.
  repository.write("workflow.yaml", WORKFLOW.replace("Build it", "Build it well"));
  const changed = await run("orchestrator status");
  const reload = /(orchestrator workflow reload[^\n]*)/.exec(changed.stdout)?.[1];
  assert.ok(reload !== undefined, changed.stdout);
  assert.match((await run(reload)).stdout, /"Build it" -> "Build it well"/);
  assert.doesNotMatch((await run("orchestrator status")).stdout, /workflow\.yaml changed/);

  // A second session beside it is handed over, and its hints name it.
  const parallel = jsonOf(await run(`orchestrator start "Fix the typo" --parallel --json`));
  const second = textAt(parallel, "session");
  const handoff = await run(`orchestrator handoff --session ${second} --criteria "no typo"`);
  assert.match(handoff.stdout, /^HANDOFF PROMPT$/m);
  for (
    const command of [...hints(handoff), ...handoff.stdout.match(/orchestrator status.*$/gm) ?? []]
  ) {
    assert.ok(command.endsWith(` --session ${second}`), command);
  }
  await run(hint(handoff, "complete plan_file"));
  await finishSession(repository, ["--session", second]);
  assert.equal(textAt(await statusOf(repository), "task"), "Add search");

  await finishSession(repository, []);
  const end = await run("orchestrator status");
  assert.match(end.stdout, /^Status: completed$/m);
  await run(hint(end, "start"));

  if (COMMAND_TABLE.some(({ path }) => path === "analyze")) await run("orchestrator analyze");
});

/** Follows the next actions to the end. What is not granted here is granted as the refusal says. */
async function finishSession(
  repository: RepositoryFixture,
  session: readonly string[],
): Promise<void> {
  repository.write("check.sh", "exit 0\n");
  await followWorkflow(repository, async (line) => {
    const run = await perform(repository, line);
    if (run.code === 0) return;
    assert.equal(run.code, 77, `${line}: ${run.stdout}${run.stderr}`);
    await performed(repository, hint(run, "trust grant"));
    await performed(repository, line);
  }, session);
  const log = jsonOf(await performed(repository, `orchestrator log --json ${session.join(" ")}`));
  assert.equal(at(listAt(log, "events").at(-1) ?? null, "event_type"), "workflow_completed");
}
