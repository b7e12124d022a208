import assert from "node:assert/strict";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

Deno.test("flags that have no effect any more are taken, with one line on stderr", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  const lines: readonly (readonly string[])[] = [
    ["start", "Flags", "--no-archive", "-p", "Project", "-c", "One", "-c", "Two"],
    ["complete", "plain", "-n", "Notes", "--skip-auto-review", "-q"],
    ["advance", "-f", "-y", "-q", "--no-critique"],
    ["finish", "-n", "Notes", "--force", "--no-push", "--skip-learn", "--no-close-issues"],
  ];
  const expected = [1, 1, 1, 3];
  for (const [index, args] of lines.entries()) {
    const { stderr } = await repository.done(args);
    const notes = stderr.match(/^note: --\S+ has no effect: /gm) ?? [];
    assert.equal(notes.length, expected[index], `${args.join(" ")}: ${stderr}`);
  }
});

Deno.test("the old names of session commands work", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await start(repository);
  for (const [old, ours] of [["list", "list"], ["info", "show"]] as const) {
    const expected = await repository.done(["session", ours]);
    assert.equal((await repository.done(["workflow", old])).stdout, expected.stdout);
  }
  await repository.done(["workflow", "switch", "@"]);
  const health = await repository.done(["health"]);
  assert.equal(health.stdout, (await repository.done(["doctor"])).stdout);
});

Deno.test("the state is in the predecessor's shape and in the order of its keys", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await start(repository);
  await repository.done(["advance", "--force"]);
  const [session] = Array.from(Deno.readDirSync(repository.at(".orchestrator/sessions")));
  const state: unknown = JSON.parse(
    repository.read(`.orchestrator/sessions/${session?.name}/state.json`),
  );
  assert.ok(typeof state === "object" && state !== null);
  assert.deepEqual(Object.keys(state), [
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
    "_fold",
    "_applied",
  ]);
  const current = repository.read(".orchestrator/current");
  assert.equal(current, session?.name, "the predecessor reads the whole file as the id");
});

async function start(repository: RepositoryFixture): Promise<void> {
  await repository.done(["start", "Build the thing"]);
}
