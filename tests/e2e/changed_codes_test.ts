import assert from "node:assert/strict";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** A situation in which scripts know the exit code of the predecessor, about checkpoints and what uses them. */
interface Situation {
  readonly when: string;
  readonly args: readonly string[];
  /** No workflow has been started. */
  readonly fresh?: true;
  readonly arrange?: (repository: RepositoryFixture) => Promise<void>;
  readonly old: number;
  readonly now: number;
}

const SITUATIONS: readonly Situation[] = [
  { when: "no active workflow: checkpoint", fresh: true, args: ["checkpoint"], old: 1, now: 66 },
  { when: "no active workflow: handoff", fresh: true, args: ["handoff"], old: 1, now: 66 },
  { when: "no active workflow: resume", fresh: true, args: ["resume"], old: 1, now: 66 },
  { when: "no active workflow: checkpoints", fresh: true, args: ["checkpoints"], old: 0, now: 0 },
  {
    when: "no active workflow: context-reminder",
    fresh: true,
    args: ["context-reminder"],
    old: 0,
    now: 0,
  },
  {
    when: "no active workflow: verify-write-allowed",
    fresh: true,
    args: ["verify-write-allowed"],
    old: 0,
    now: 0,
  },
  { when: "a phase without writing", args: ["verify-write-allowed"], old: 1, now: 1 },
  { when: "a checkpoint that is not there", args: ["resume", "--from", "cp_1"], old: 1, now: 66 },
  { when: "an argument that is not known", args: ["checkpoint", "--no"], old: 2, now: 2 },
  { when: "no checkpoints", args: ["checkpoints"], old: 0, now: 0 },
  { when: "a cleanup without checkpoints", args: ["checkpoints", "--cleanup"], old: 0, now: 0 },
  {
    when: "a checkpoint that cannot be read in the list",
    arrange: async (repository) => {
      await repository.done(["checkpoint"]);
      const status = await repository.run(["session", "show"]);
      const session = /Session: (\S+)/.exec(status.stdout)?.[1];
      repository.write(`.orchestrator/sessions/${session}/checkpoints/cp_1.json`, "{");
    },
    args: ["checkpoints"],
    old: 0,
    now: 0,
  },
  { when: "a confirmation that is needed without a terminal", ...confirmation(), old: 1, now: 1 },
];

function confirmation(): Pick<Situation, "arrange" | "args"> {
  return {
    arrange: async ({ done }) => {
      await done(["checkpoint"]);
      await done(["complete", "plain"]);
    },
    args: ["checkpoint", "restore", "cp_"],
  };
}

for (const { when, args, fresh, arrange, old, now } of SITUATIONS) {
  Deno.test(`${when}: exit ${now}, where the predecessor had ${old}`, async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    if (fresh !== true) await repository.done(["start", "Build the thing"]);
    await arrange?.(repository);
    const { code, stdout, stderr } = await repository.run(args);
    assert.equal(code, now, stdout + stderr);
    assert.ok(old === 0 || code !== 0, "what failed there succeeds here");
  });
}
