import { join } from "node:path";
import { type BadInput, testBadInput } from "../../support/bad_input.ts";
import type { RepositoryFixture } from "../../support/repository_fixture.ts";

const HOSTILE_IDS = [
  "",
  "..",
  "../..",
  "/etc/passwd",
  "a/b",
  ".hidden",
  "CON",
  "x".repeat(300),
  "x\u001b[2J",
  "\u202eabc",
  "*",
];

function shown(id: string): string {
  return JSON.stringify(id).slice(0, 20);
}

/** Deletes the session and returns the directory that it lies in. */
async function deleted(repository: RepositoryFixture): Promise<string> {
  await repository.done(["session", "delete", "@", "--force"]);
  const trash = repository.at(".orchestrator/trash");
  const [entry] = Array.from(Deno.readDirSync(trash)).filter(({ isDirectory }) => isDirectory);
  return join(trash, entry?.name ?? "");
}

const NO_HOME: Omit<BadInput, "args" | "name"> = {
  fresh: true,
  arrange: (repository) => Deno.removeSync(repository.at("workflow.yaml")),
  code: 66,
  error: "home.not_found",
  says: /Cannot find \.orchestrator/,
};

testBadInput("session delete", [
  {
    name: "a missing id",
    args: ["session", "delete"],
    code: 2,
    error: "usage",
    says: /ID is missing/,
  },
  {
    name: "two ids",
    args: ["session", "delete", "@", "-"],
    code: 2,
    error: "usage",
    says: /unexpected argument/,
  },
  { ...NO_HOME, name: "a directory without sessions", args: ["session", "delete", "x"] },
  ...HOSTILE_IDS.map((id): BadInput => ({
    name: `the id ${shown(id)}`,
    args: ["session", "delete", id, "--force"],
    code: 66,
    error: "session.not_found",
    says: /Cannot find session/,
  })),
  {
    name: "a session that is active",
    args: ["session", "delete", "@"],
    code: 1,
    error: "session.not_ended",
    says: /active/,
  },
  {
    name: "the previous session where there is none",
    args: ["session", "delete", "-", "--force"],
    code: 66,
    error: "session.not_found",
    says: /"-"/,
  },
  {
    name: "a prefix of two sessions",
    arrange: async ({ done }) => {
      await done(["start", "Second", "--parallel"]);
    },
    args: ["session", "delete", "2", "--force"],
    code: 66,
    error: "session.ambiguous",
    says: /fits 2/,
  },
  {
    name: "a session whose log is damaged",
    arrange: (repository) => {
      const log = sessionFile(repository, "log.jsonl");
      Deno.writeTextFileSync(log, `x\n${Deno.readTextFileSync(log)}`);
    },
    args: ["session", "delete", "@"],
    code: 1,
    error: "session.not_ended",
    says: /damaged/,
  },
  {
    name: "a session whose base cannot be read",
    arrange: (repository) => {
      Deno.writeTextFileSync(sessionFile(repository, "base.json"), "{");
      Deno.removeSync(sessionFile(repository, "state.json"));
    },
    args: ["session", "delete", "@"],
    code: 1,
    error: "session.not_ended",
    says: /nobody knows whether it has ended/,
  },
  {
    name: "a session of the predecessor that is active",
    arrange: (repository) =>
      repository.write(".orchestrator/sessions/a6b77126/state.json", '{"status":"active"}'),
    args: ["session", "delete", "a6b77126"],
    code: 1,
    error: "session.not_ended",
    says: /predecessor/,
  },
  {
    name: "a session with a link in it",
    arrange: (repository) => Deno.symlinkSync("/etc", sessionFile(repository, "etc")),
    args: ["session", "delete", "@", "--force"],
    code: 77,
    error: "home.unsafe",
    says: /link/,
  },
  {
    name: "to use a trash that is a link",
    arrange: (repository) => {
      Deno.mkdirSync(join(repository.base, "elsewhere"));
      Deno.symlinkSync(join(repository.base, "elsewhere"), repository.at(".orchestrator/trash"));
    },
    args: ["session", "delete", "@", "--force"],
    code: 77,
    error: "home.unsafe",
    says: /trash/,
  },
  {
    name: "a pointer that is a directory",
    arrange: (repository) => {
      Deno.removeSync(repository.at(".orchestrator/current"));
      Deno.mkdirSync(repository.at(".orchestrator/current"));
    },
    args: ["session", "delete", "2", "--force"],
    code: 77,
    error: "home.unsafe",
    says: /current/,
  },
]);

testBadInput("session restore", [
  {
    name: "a missing id",
    args: ["session", "restore"],
    code: 2,
    error: "usage",
    says: /ID is missing/,
  },
  { ...NO_HOME, name: "a directory without sessions", args: ["session", "restore", "x"] },
  ...HOSTILE_IDS.map((id): BadInput => ({
    name: `the name ${shown(id)}`,
    args: ["session", "restore", id],
    code: 66,
    error: "trash.not_found",
    says: /The trash is empty/,
  })),
  {
    name: "a session that was not deleted",
    args: (repository) => ["session", "restore", onlySession(repository)],
    code: 66,
    error: "trash.not_found",
    says: /in the trash/,
  },
  {
    name: "a prefix of two things in the trash",
    arrange: async (repository) => {
      await deleted(repository);
      await repository.done(["start", "Second"]);
      await deleted(repository);
    },
    args: ["session", "restore", "2"],
    code: 66,
    error: "trash.ambiguous",
    says: /fits 2/,
  },
  {
    name: "a session whose id is in use again",
    arrange: async (repository) => {
      const directory = await deleted(repository);
      const id = directory.replace(/^.*Z-/, "");
      Deno.mkdirSync(repository.at(`.orchestrator/sessions/${id}`));
    },
    args: ["session", "restore", "2"],
    code: 1,
    error: "trash.occupied",
    says: /already/,
  },
  {
    name: "a session that was changed in the trash",
    arrange: async (repository) =>
      Deno.writeTextFileSync(join(await deleted(repository), "log.jsonl"), "x"),
    args: ["session", "restore", "2"],
    code: 65,
    error: "trash.invalid",
    says: /not what was deleted/,
  },
  {
    name: "a session without its record",
    arrange: async (repository) => Deno.removeSync(`${await deleted(repository)}.json`),
    args: ["session", "restore", "2"],
    code: 65,
    error: "trash.invalid",
    says: /record/,
  },
  {
    name: "a record that names another place",
    arrange: async (repository) => {
      const record = `${await deleted(repository)}.json`;
      const text = Deno.readTextFileSync(record);
      const change = text.replace(/"session": "[^"]+"/, '"session": "../../../outside"');
      Deno.writeTextFileSync(record, change);
    },
    args: ["session", "restore", "2"],
    code: 65,
    error: "trash.invalid",
    says: /record/,
  },
  {
    name: "a directory of somebody else in the trash",
    arrange: (repository) => {
      Deno.mkdirSync(repository.at(".orchestrator/trash/other"), { recursive: true });
    },
    args: ["session", "restore", "other"],
    code: 65,
    error: "trash.invalid",
    says: /record/,
  },
  {
    name: "a link in the trash",
    arrange: (repository) => {
      Deno.mkdirSync(repository.at(".orchestrator/trash"));
      Deno.symlinkSync("/etc", repository.at(".orchestrator/trash/20261122T101530123Z-etc"));
    },
    args: ["session", "restore", "2"],
    code: 77,
    error: "home.unsafe",
    says: /a link/,
  },
]);

testBadInput("session gc", [
  { name: "an argument", args: ["session", "gc", "all"], code: 2, error: "usage", says: /"all"/ },
  { ...NO_HOME, name: "a directory without sessions", args: ["session", "gc"] },
  ...["", "-1", "1.5", "x", "1e3", "36501", "999999999999"].map((days): BadInput => ({
    name: `the age ${JSON.stringify(days)}`,
    args: ["session", "gc", `--older-than=${days}`, "--yes"],
    code: 2,
    error: "usage",
    says: /--older-than/,
  })),
  ...["active", "", "ALL"].map((status): BadInput => ({
    name: `the status ${JSON.stringify(status)}`,
    args: ["session", "gc", `--status=${status}`, "--yes"],
    code: 2,
    error: "usage",
    says: /--status/,
  })),
  {
    name: "a trash that is a link",
    arrange: async (repository) => {
      await repository.done(["finish", "--abandon", "--reason", "Not needed"]);
      await repository.done(["start", "Second"]);
      Deno.symlinkSync(repository.base, repository.at(".orchestrator/trash"));
    },
    args: ["session", "gc", "--older-than", "0", "--yes"],
    code: 77,
    error: "home.unsafe",
    says: /trash/,
  },
]);

testBadInput("session export-state", [
  {
    name: "two files",
    args: ["session", "export-state", "a", "b"],
    code: 2,
    error: "usage",
    says: /unexpected argument "b"/,
  },
  { ...NO_HOME, name: "a directory without sessions", args: ["session", "export-state"] },
  {
    name: "an empty name",
    args: ["session", "export-state", ""],
    code: 2,
    error: "usage",
    says: /FILE is no path/,
  },
  {
    name: "a file that exists",
    args: ["session", "export-state", "workflow.yaml"],
    code: 73,
    error: "export.occupied",
    says: /it exists, and it is kept/,
  },
  {
    name: "a directory",
    arrange: (repository) => Deno.mkdirSync(repository.at("there")),
    args: ["session", "export-state", "there", "--force"],
    code: 77,
    error: "home.unsafe",
    says: /a directory/,
  },
  {
    name: "a link",
    arrange: (repository) => Deno.symlinkSync("workflow.yaml", repository.at("link")),
    args: ["session", "export-state", "link", "--force"],
    code: 77,
    error: "home.unsafe",
    says: /a link/,
  },
  ...["no/such/directory/state.json", ".", "..", "/"].map((path): BadInput => ({
    name: `the path ${JSON.stringify(path)}`,
    args: ["session", "export-state", path, "--force"],
    code: 73,
    error: "file.not_created",
    says: /Cannot create/,
  })),
  ...["log.jsonl", "base.json", "new"].map((name): BadInput => ({
    name: `the file ${name} of a session`,
    args: (repository) => [
      "session",
      "export-state",
      `.orchestrator/sessions/${onlySession(repository)}/${name}`,
      "--force",
    ],
    code: 77,
    error: "export.in_house",
    says: /where sessions are kept/,
  })),
  {
    name: "a way around into the house",
    arrange: (repository) => Deno.symlinkSync(".orchestrator", repository.at("way")),
    args: ["session", "export-state", "way/config.yaml"],
    code: 77,
    error: "export.in_house",
    says: /where sessions are kept/,
  },
  {
    name: "a session whose log is damaged",
    arrange: (repository) => {
      const log = sessionFile(repository, "log.jsonl");
      Deno.writeTextFileSync(log, `x\n${Deno.readTextFileSync(log)}`);
    },
    args: ["session", "export-state"],
    code: 65,
    error: "session.damaged",
    says: /damaged/,
  },
  {
    name: "a session that does not exist",
    args: ["session", "export-state", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
]);

testBadInput("list", [
  { name: "an argument", args: ["list", "all"], code: 2, error: "usage", says: /"all"/ },
  {
    name: "a directory that does not exist",
    args: ["list", "--search", "missing"],
    code: 66,
    error: "file.not_found",
    says: /missing/,
  },
  {
    name: "a file",
    args: ["list", "-s", "workflow.yaml"],
    code: 2,
    error: "usage",
    says: /is a directory/,
  },
  ...["", "-1", "1.5", "x", "65", "1000"].map((depth): BadInput => ({
    name: `the depth ${JSON.stringify(depth)}`,
    args: ["list", `--depth=${depth}`],
    code: 2,
    error: "usage",
    says: /--depth/,
  })),
]);

function onlySession(repository: RepositoryFixture): string {
  const [entry] = Array.from(Deno.readDirSync(repository.at(".orchestrator/sessions")));
  return entry?.name ?? "";
}

function sessionFile(repository: RepositoryFixture, name: string): string {
  return repository.at(`.orchestrator/sessions/${onlySession(repository)}/${name}`);
}
