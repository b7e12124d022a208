import assert from "node:assert/strict";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** A situation of the predecessor's exit codes, with its code and ours. */
interface Situation {
  readonly name: string;
  readonly arrange?: (repository: RepositoryFixture) => void | Promise<unknown>;
  readonly args: readonly string[];
  readonly old: number;
  readonly ours: number;
}

const SITUATIONS: readonly Situation[] = [
  { name: "a wrong choice", args: ["bogus"], old: 2, ours: 2 },
  { name: "no command", args: [], old: 1, ours: 1 },
  { name: "a group without a command", args: ["session"], old: 0, ours: 0 },
  { name: "no workflow: status", args: ["status"], old: 0, ours: 0 },
  ...[
    ["complete", "plain"],
    ["skip", "plain", "-r", "Not needed for this"],
    ["approve-item", "sign_off"],
    ["approve"],
    ["advance"],
    ["finish"],
  ].map((args) => ({ name: `no workflow: ${args[0]}`, args, old: 1, ours: 66 })),
  { name: "a rule refuses", arrange: start, args: ["advance"], old: 1, ours: 1 },
  { name: "an item that is not there", arrange: start, args: ["complete", "x"], old: 1, ours: 1 },
  {
    name: "an item of another phase",
    arrange: start,
    args: ["complete", "build"],
    old: 1,
    ours: 1,
  },
  {
    name: "a definition with an item twice",
    arrange: ({ write }) =>
      write(
        "workflow.yaml",
        "name: X\nphases: [{id: P, name: P, items: [{id: a, name: A}, {id: a, name: B}]}]\n",
      ),
    args: ["validate"],
    old: 0,
    ours: 1,
  },
  {
    name: "a definition that is no YAML",
    arrange: ({ write }) => write("workflow.yaml", "phases: ["),
    args: ["validate"],
    old: 1,
    ours: 1,
  },
  {
    name: "a definition that is not there",
    args: ["validate", "-w", "missing.yaml"],
    old: 1,
    ours: 66,
  },
  {
    name: "a check without a path",
    arrange: ({ write }) =>
      write(
        "workflow.yaml",
        "name: X\nphases: [{id: P, name: P, items: [{id: a, name: A, verification: {type: file_exists}}]}]\n",
      ),
    args: ["start", "T"],
    old: 1,
    ours: 1,
  },
  {
    name: "workflow switch to an unknown id",
    arrange: start,
    args: ["workflow", "switch", "deadbeef"],
    old: 0,
    ours: 66,
  },
  {
    name: "workflow info of an unknown id",
    arrange: start,
    args: ["workflow", "info", "deadbeef"],
    old: 0,
    ours: 66,
  },
  { name: "workflow info with no current", args: ["workflow", "info"], old: 0, ours: 66 },
  {
    name: "finish with items open",
    arrange: start,
    args: ["finish"],
    old: 1,
    ours: 1,
  },
  {
    name: "finish a second time",
    arrange: async (repository) => {
      await start(repository);
      await repository.done(["finish", "--force"]);
    },
    args: ["finish"],
    old: 0,
    ours: 1,
  },
  {
    name: "approval of an unknown phase",
    arrange: start,
    args: ["approve", "--phase", "ZZZ"],
    old: 0,
    ours: 1,
  },
  {
    name: "abandon without a reason",
    arrange: start,
    args: ["finish", "--abandon"],
    old: 1,
    ours: 2,
  },
];

for (const { name, arrange, args, old, ours } of SITUATIONS) {
  Deno.test(`where the predecessor exited ${old}: ${name}`, async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await arrange?.(repository);
    const run = await repository.run(args);
    assert.equal(run.code, ours, run.stdout + run.stderr);
    if (old !== 0) assert.notEqual(run.code, 0);
  });
}

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
