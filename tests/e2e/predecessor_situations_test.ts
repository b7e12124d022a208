import assert from "node:assert/strict";
import {
  currentSession,
  makeRepository,
  type RepositoryFixture,
} from "../support/repository_fixture.ts";
import { readLastingTree } from "../support/file_tree.ts";
import { sessionPath } from "../support/session_files.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** A situation in which the predecessor's exit code is known, with its code and ours. */
interface Situation {
  /** What happened, in the words of the predecessor. */
  readonly name: string;
  readonly arrange?: (repository: RepositoryFixture) => void | Promise<unknown>;
  readonly args: readonly string[];
  readonly old: number;
  readonly ours: number;
  /** Why it is no success, although it exits 0 where the predecessor failed: nothing is done. */
  readonly harmless?: string;
}

/** The commands that need a workflow. */
const NEED_A_WORKFLOW: readonly (readonly string[])[] = [
  ["complete", "plain"],
  ["skip", "plain", "-r", "Not needed for this"],
  ["approve-item", "sign_off"],
  ["approve"],
  ["advance"],
  ["finish"],
  ["checkpoint"],
  ["handoff"],
  ["generate-md"],
];

const TWICE = "name: X\nphases: [{id: P, name: P, items: [{id: a, name: A}, {id: a, name: B}]}]\n";
const WITHOUT_PATH =
  "name: X\nphases: [{id: P, name: P, items: [{id: a, name: A, verification: {type: file_exists}}]}]\n";
const UNKNOWN_SETTING = `name: X
settings: {known: x}
phases: [{id: P, name: P, items: [{id: a, name: A, verification: {type: command, command: "{{other}}"}}]}]
`;
const WITH_REVIEWS = `name: X
phases:
  - id: REVIEW
    name: Review
    required_reviews: [security]
    items: [{id: a, name: A, required: false}]
`;

const SITUATIONS: readonly Situation[] = [
  // The command line.
  { name: "an argument is missing", args: ["complete"], old: 2, ours: 2 },
  { name: "a command is unknown", args: ["bogus"], old: 2, ours: 2 },
  { name: "a flag is unknown", args: ["status", "--bogus"], old: 2, ours: 2 },
  {
    name: "a choice is unknown",
    arrange: start,
    args: ["workflow", "cleanup", "--status", "bogus"],
    old: 2,
    ours: 2,
  },
  { name: "no command is given", args: [], old: 1, ours: 1 },
  { name: "a group without a command: workflow", args: ["workflow"], old: 0, ours: 0 },
  { name: "a group without a command: task", args: ["task"], old: 0, ours: 69 },
  { name: "a group without a command: prd", args: ["prd"], old: 0, ours: 69 },

  // No active workflow.
  ...[["status"], ["checkpoints"], ["context-reminder"], ["verify-write-allowed"]].map((args) => ({
    name: `no active workflow: ${args[0]}`,
    args,
    old: 0,
    ours: 0,
  })),
  ...NEED_A_WORKFLOW.map((args) => ({
    name: `no active workflow: ${args[0]}`,
    args,
    old: 1,
    ours: 66,
  })),
  { name: "no active workflow: feedback capture", args: ["feedback", "--auto"], old: 0, ours: 66 },
  { name: "no active workflow: learn", args: ["learn"], old: 0, ours: 66 },
  { name: "no data: analyze", args: ["analyze"], old: 0, ours: 0 },

  // Rules.
  { name: "a rule refuses", arrange: start, args: ["advance"], old: 1, ours: 1 },
  { name: "an item is not there", arrange: start, args: ["complete", "x"], old: 1, ours: 1 },
  {
    name: "an item is of another phase",
    arrange: start,
    args: ["complete", "build"],
    old: 1,
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
    name: "verify-write-allowed outside of EXECUTE",
    arrange: start,
    args: ["verify-write-allowed"],
    old: 1,
    ours: 1,
  },
  {
    name: "resume from a checkpoint that is not there",
    arrange: start,
    args: ["resume", "--from", "cp_nothing"],
    old: 1,
    ours: 66,
  },

  // Definitions.
  {
    name: "validate: an item stands twice",
    arrange: ({ write }) => write("workflow.yaml", TWICE),
    args: ["validate"],
    old: 0,
    ours: 1,
  },
  {
    name: "validate: a template names no setting",
    arrange: ({ write }) => write("workflow.yaml", UNKNOWN_SETTING),
    args: ["validate"],
    old: 0,
    ours: 0,
  },
  {
    name: "validate: it is no YAML",
    arrange: ({ write }) => write("workflow.yaml", "phases: ["),
    args: ["validate"],
    old: 1,
    ours: 1,
  },
  {
    name: "validate: it does not fit the schema",
    arrange: ({ write }) => write("workflow.yaml", "name: X\nphases: 5\n"),
    args: ["validate"],
    old: 1,
    ours: 1,
  },
  {
    name: "validate: there is no such file",
    args: ["validate", "-w", "missing.yaml"],
    old: 1,
    ours: 66,
  },
  {
    name: "a check of a file has no path",
    arrange: ({ write }) => write("workflow.yaml", WITHOUT_PATH),
    args: ["start", "T"],
    old: 1,
    ours: 1,
  },

  // The state on disk. The base is our truth, as the state file was the predecessor's.
  {
    name: "the state is no JSON",
    arrange: (repository) => spoilBase(repository, "{"),
    args: ["status"],
    old: 1,
    ours: 65,
  },
  {
    name: "the state has the wrong shape",
    arrange: (repository) => spoilBase(repository, '{"tasks":{}}\n'),
    args: ["complete", "plain"],
    old: 1,
    ours: 65,
  },
  {
    name: "a checksum does not fit: the cache is not used",
    arrange: async (repository) => {
      await start(repository);
      const cache = sessionPath(await currentSession(repository), "state.json");
      repository.write(cache, repository.read(cache).replace("Build", "Guild"));
    },
    args: ["status"],
    old: 0,
    ours: 0,
  },

  // Sessions.
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
  { name: "sessions show of an unknown id", args: ["sessions", "show", "x"], old: 1, ours: 69 },
  {
    name: "a confirmation is needed and nobody is there: workflow cleanup",
    arrange: start,
    args: ["workflow", "cleanup"],
    old: 1,
    ours: 0,
    harmless: "without --yes it says what would go, and touches nothing",
  },
  {
    name: "a confirmation is needed and nobody is there: init over a file",
    args: ["init"],
    old: 1,
    ours: 73,
  },

  // Configuration and secrets.
  {
    name: "config get of a key that is not set",
    args: ["config", "get", "secrets_repo"],
    old: 1,
    ours: 1,
  },
  {
    name: "config get of a key that does not exist",
    args: ["config", "get", "x"],
    old: 1,
    ours: 2,
  },
  { name: "secrets init is given no password", args: ["secrets", "init"], old: 0, ours: 0 },
  {
    name: "secrets test of a name that is not there",
    args: ["secrets", "test", "X"],
    old: 1,
    ours: 1,
  },
  {
    name: "secrets source of a name that is not there",
    args: ["secrets", "source", "X"],
    old: 1,
    ours: 1,
  },

  // Health.
  { name: "health finds errors", arrange: damage, args: ["health"], old: 0, ours: 1 },
  { name: "doctor finds something", arrange: damage, args: ["doctor"], old: 0, ours: 1 },

  // The end.
  { name: "finish with items open", arrange: start, args: ["finish"], old: 1, ours: 1 },
  {
    name: "finish without a required review",
    arrange: async (repository) => {
      repository.write("workflow.yaml", WITH_REVIEWS);
      await start(repository);
    },
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
    name: "abandon without a reason",
    arrange: start,
    args: ["finish", "--abandon"],
    old: 1,
    ours: 2,
  },
  {
    name: "finish cannot merge a worktree: there is no such start",
    args: ["start", "T", "--isolated"],
    old: 0,
    ours: 69,
  },

  // Files.
  {
    name: "feedback capture cannot write",
    arrange: async (repository) => {
      await start(repository);
      repository.write(sessionPath(await currentSession(repository), "feedback"), "In the way\n");
    },
    args: ["feedback", "capture", "--auto"],
    old: 1,
    ours: 77,
  },
];

for (const { name, arrange, args, old, ours, harmless } of SITUATIONS) {
  Deno.test(`where the predecessor exited ${old}: ${name}`, async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await arrange?.(repository);
    const before = readLastingTree(repository.path);
    const run = await repository.run(args);
    assert.equal(run.code, ours, run.stdout + run.stderr);
    if (run.code > 1) assert.match(run.stderr, /^error: /m, "errors go to stderr");
    if (run.code > 1) assert.equal(run.stdout, "");
    if (old === 0 || ours !== 0) return;
    assert.notEqual(harmless, undefined, "it failed there and succeeds here");
    assert.deepEqual(readLastingTree(repository.path), before);
  });
}

async function start(repository: RepositoryFixture): Promise<void> {
  await repository.done(["start", "Build the thing"]);
}

async function spoilBase(repository: RepositoryFixture, text: string): Promise<void> {
  await start(repository);
  const session = await currentSession(repository);
  Deno.removeSync(repository.at(sessionPath(session, "state.json")));
  repository.write(sessionPath(session, "base.json"), text);
}

async function damage(repository: RepositoryFixture): Promise<void> {
  await start(repository);
  const log = sessionPath(await currentSession(repository), "log.jsonl");
  repository.write(log, `${repository.read(log)}no event\nno event\n`);
}
