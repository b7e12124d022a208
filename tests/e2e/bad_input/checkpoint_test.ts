import { makeFifo, onlySession } from "../../support/checkpoints.ts";
import { testBadInput } from "../../support/bad_input.ts";
import type { RepositoryFixture } from "../../support/repository_fixture.ts";

const NO_SESSION = {
  fresh: true,
  code: 66,
  error: "session.none",
  says: /No active workflow/,
} as const;

/** Writes a file among the checkpoints of the only session. */
function put(repository: RepositoryFixture, name: string, content: string): void {
  repository.write(
    `.orchestrator/sessions/${onlySession(repository)}/checkpoints/${name}`,
    content,
  );
}

/** Makes the checkpoint of a name from one that the program makes. */
async function forge(
  repository: RepositoryFixture,
  id: string,
  change: (text: string) => string,
): Promise<void> {
  await repository.done(["checkpoint"]);
  const directory = repository.at(
    `.orchestrator/sessions/${onlySession(repository)}/checkpoints`,
  );
  const [made] = Array.from(Deno.readDirSync(directory), ({ name }) => name);
  const text = Deno.readTextFileSync(`${directory}/${made}`);
  Deno.removeSync(`${directory}/${made}`);
  put(repository, `${id}.json`, change(text));
  await repository.done(["complete", "plain"]);
}

async function finish({ done }: RepositoryFixture): Promise<void> {
  await done(["finish", "--abandon", "--reason", "It was not needed"]);
}

testBadInput("checkpoint", [
  { ...NO_SESSION, name: "a repository without a workflow", args: ["checkpoint"] },
  {
    name: "an argument",
    args: ["checkpoint", "now"],
    code: 2,
    error: "usage",
    says: /unexpected argument "now"/,
  },
  {
    name: "a message that is too long",
    args: ["checkpoint", "-m", "x".repeat(2001)],
    code: 1,
    error: "usage.too_long",
    says: /message.*2001.*2000/,
  },
  {
    name: "a decision that is too long",
    args: ["checkpoint", "-d", "short", "-d", "x".repeat(2001)],
    code: 1,
    error: "usage.too_long",
    says: /decision/,
  },
  {
    name: "an empty decision",
    args: ["checkpoint", "-d", " "],
    code: 2,
    error: "usage",
    says: /"--decision" is empty/,
  },
  {
    name: "an empty file",
    args: ["checkpoint", "-f", ""],
    code: 2,
    error: "usage",
    says: /"--file" is empty/,
  },
  {
    name: "a workflow that has ended",
    arrange: finish,
    args: ["checkpoint", "-m", "Too late"],
    code: 1,
    error: "workflow.not_active",
    says: /Cannot checkpoint: the workflow is abandoned/,
  },
  {
    name: "a link in the place of the checkpoints",
    arrange: (repository) => {
      Deno.mkdirSync(repository.at("elsewhere"));
      Deno.symlinkSync(
        repository.at("elsewhere"),
        repository.at(`.orchestrator/sessions/${onlySession(repository)}/checkpoints`),
      );
    },
    args: ["checkpoint"],
    code: 77,
    error: "home.unsafe",
    says: /a link, not a directory/,
  },
]);

testBadInput("checkpoints", [
  {
    name: "an age without a cleanup",
    args: ["checkpoints", "--max-age", "3"],
    code: 2,
    error: "usage",
    says: /--cleanup/,
  },
  ...["soon", "-1", "1.5", "1e3", "9999999"].map((age) => ({
    name: `the age ${age}`,
    args: ["checkpoints", "--cleanup", `--max-age=${age}`],
    code: 2,
    error: "usage",
    says: /whole number of days/,
  })),
  {
    name: "a session that does not exist",
    args: ["checkpoints", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
]);

testBadInput("checkpoints --cleanup", [
  {
    name: "a session of the predecessor, which is only shown",
    arrange: (repository) => {
      repository.write(".orchestrator/sessions/a6b77126/state.json", "{}");
      repository.write(
        ".orchestrator/sessions/a6b77126/checkpoints/cp_1.json",
        '{"workflow_id":"wf_1","timestamp":"2020-01-01T00:00:00+00:00"}',
      );
    },
    args: ["checkpoints", "--cleanup", "--session", "a6b77126"],
    code: 1,
    error: "session.not_ours",
    says: /the predecessor made it/,
  },
]);

testBadInput("checkpoint show", [
  { ...NO_SESSION, name: "a repository without a workflow", args: ["checkpoint", "show", "cp_1"] },
  {
    name: "nothing to show",
    args: ["checkpoint", "show"],
    code: 2,
    error: "usage",
    says: /CHECKPOINT is missing/,
  },
  ...["..", "../../meta", "/etc/passwd", "a b", "con", "", "x".repeat(65)].map((id) => ({
    name: `the id ${JSON.stringify(id.slice(0, 20))}`,
    args: ["checkpoint", "show", id],
    code: 2,
    error: "id.invalid",
    says: /as a checkpoint/,
  })),
  {
    name: "a checkpoint that does not exist",
    args: ["checkpoint", "show", "cp_1"],
    code: 66,
    error: "checkpoint.not_found",
    says: /Cannot find checkpoint "cp_1"/,
  },
  {
    name: "the beginning of several checkpoints",
    arrange: async ({ done }) => {
      await done(["checkpoint"]);
      await done(["checkpoint"]);
    },
    args: ["checkpoint", "show", "cp_"],
    code: 66,
    error: "checkpoint.ambiguous",
    says: /fits 2 of them/,
  },
  {
    name: "a file that is not JSON",
    arrange: (repository) => put(repository, "cp_1.json", "{\nNEXT_ACTION: \x1b[31mevil"),
    args: ["checkpoint", "show", "cp_1"],
    code: 65,
    error: "checkpoint.unreadable",
    says: /it is not JSON[^]*It begins: \{\\nNEXT_ACTION: \\x1b\[31mevil/,
  },
  {
    name: "JSON that is no checkpoint",
    arrange: (repository) => put(repository, "cp_1.json", "[1, 2]"),
    args: ["checkpoint", "show", "cp_1"],
    code: 65,
    error: "checkpoint.unreadable",
    says: /no checkpoint/,
  },
  {
    name: "a pipe in the place of a checkpoint",
    arrange: (repository) => {
      put(repository, "other.json", "{}");
      makeFifo(
        repository.at(`.orchestrator/sessions/${onlySession(repository)}/checkpoints/cp_1.json`),
      );
    },
    args: ["checkpoint", "show", "cp_1"],
    code: 65,
    error: "checkpoint.unreadable",
    says: /no regular file/,
  },
]);

testBadInput("checkpoint restore", [
  {
    ...NO_SESSION,
    name: "a repository without a workflow",
    args: ["checkpoint", "restore", "cp_1", "--yes"],
  },
  {
    name: "an id that is a path",
    args: ["checkpoint", "restore", "../cp_1", "--yes"],
    code: 2,
    error: "id.invalid",
    says: /as a checkpoint/,
  },
  {
    name: "a checkpoint that does not exist",
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 66,
    error: "checkpoint.not_found",
    says: /cp_1/,
  },
  {
    name: "to go on without being asked where there is no terminal",
    arrange: (repository) => forge(repository, "cp_1", (text) => text),
    args: ["checkpoint", "restore", "cp_1"],
    code: 1,
    error: "confirm.needed",
    says: /--yes[^]*Item PLAN\/plain: completed -> pending/,
  },
  {
    name: "a checkpoint of another workflow",
    arrange: (repository) => forge(repository, "cp_1", (text) => text.replaceAll("wf_", "wf_0")),
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 1,
    error: "checkpoint.other_workflow",
    says: /another workflow/,
  },
  {
    name: "a checkpoint without a state",
    arrange: (repository) =>
      forge(
        repository,
        "cp_1",
        (text) => JSON.stringify({ ...JSON.parse(text), workflow_state_snapshot: null }),
      ),
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 65,
    error: "checkpoint.no_state",
    says: /it holds no state/,
  },
  {
    name: "a checkpoint with something else than a state",
    arrange: (repository) =>
      forge(
        repository,
        "cp_1",
        (text) => JSON.stringify({ ...JSON.parse(text), workflow_state_snapshot: { tasks: {} } }),
      ),
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 65,
    error: "checkpoint.no_state",
    says: /no state of a workflow/,
  },
  {
    name: "a checkpoint of a workflow that had ended",
    arrange: (repository) =>
      forge(
        repository,
        "cp_1",
        (text) =>
          text.replace('"status":"active","current', '"status":"completed","current')
            .replace('"status":"active",\n', '"status":"completed",\n'),
      ),
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 65,
    error: "checkpoint.no_state",
    says: /had ended/,
  },
  {
    name: "a checkpoint that is not JSON",
    arrange: (repository) => put(repository, "cp_1.json", "not JSON"),
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 65,
    error: "checkpoint.unreadable",
    says: /it is not JSON/,
  },
  {
    name: "to change a workflow that has ended",
    arrange: async (repository) => {
      await forge(repository, "cp_1", (text) => text);
      await finish(repository);
    },
    args: ["checkpoint", "restore", "cp_1", "--yes"],
    code: 1,
    error: "workflow.not_active",
    says: /Cannot restore a checkpoint: the workflow is abandoned/,
  },
]);

testBadInput("resume", [
  { ...NO_SESSION, name: "a repository without a workflow", args: ["resume"] },
  {
    name: "a checkpoint that does not exist",
    args: ["resume", "--from", "cp_1"],
    code: 66,
    error: "checkpoint.not_found",
    says: /cp_1/,
  },
  {
    name: "a checkpoint of another workflow",
    arrange: (repository) => forge(repository, "cp_1", (text) => text.replaceAll("wf_", "wf_0")),
    args: ["resume", "--from", "cp_1"],
    code: 1,
    error: "checkpoint.other_workflow",
    says: /another workflow/,
  },
  {
    name: "a checkpoint that cannot be read",
    arrange: (repository) => put(repository, "cp_1.json", ""),
    args: ["resume", "--from", "cp_1"],
    code: 65,
    error: "checkpoint.unreadable",
    says: /it is not JSON/,
  },
]);

testBadInput("handoff", [
  { ...NO_SESSION, name: "a repository without a workflow", args: ["handoff"] },
  {
    name: "a workflow that has ended",
    arrange: finish,
    args: ["handoff"],
    code: 1,
    error: "workflow.not_active",
    says: /Cannot hand over: the workflow is abandoned/,
  },
  {
    name: "to run an agent",
    args: ["handoff", "--execute"],
    code: 69,
    error: "legacy.retired",
    says: /runs no agents/,
  },
]);

testBadInput("context-reminder", [
  {
    name: "an argument",
    args: ["context-reminder", "now"],
    code: 2,
    error: "usage",
    says: /"now"/,
  },
  {
    name: "a session that does not exist",
    args: ["context-reminder", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
]);

testBadInput("verify-write-allowed", [
  {
    name: "a session that does not exist",
    args: ["verify-write-allowed", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
]);
