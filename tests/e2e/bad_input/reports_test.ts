import { type BadInput, testBadInput } from "../../support/bad_input.ts";
import { currentSession } from "../../support/repository_fixture.ts";
import { sessionPath } from "../../support/session_files.ts";

/** What every command about one session refuses. */
function sessionRows(command: readonly string[]): readonly BadInput[] {
  return [
    {
      name: "a repository without a workflow",
      fresh: true,
      args: command,
      code: 66,
      error: "session.none",
      says: /No active workflow/,
    },
    {
      name: "a session that does not exist",
      args: [...command, "--session", "../x"],
      code: 66,
      error: "session.not_found",
      says: /"\.\.\/x"/,
    },
    {
      name: "an argument",
      args: [...command, "extra"],
      code: 2,
      error: "usage",
      says: /unexpected argument "extra"/,
    },
    {
      name: "a flag that it does not have",
      args: [...command, "--everything"],
      code: 2,
      error: "usage",
      says: /there is no flag "--everything"/,
    },
    {
      name: "a root that is not there",
      args: [...command, "--root", "missing"],
      code: 66,
      error: "home.root_missing",
      says: /missing/,
    },
  ];
}

const skip: NonNullable<BadInput["arrange"]> = async (repository) => {
  await repository.done(["skip", "optional", "-r", "Not needed for this"]);
};

testBadInput("generate-md", [
  ...sessionRows(["generate-md"]),
  {
    name: "a WORKFLOW.md that somebody wrote by hand",
    arrange: ({ write }) => write("WORKFLOW.md", "# Mine\n"),
    args: ["generate-md"],
    code: 73,
    error: "generated.not_ours",
    says: /generate-md did not write what is there/,
  },
  {
    name: "a WORKFLOW.md that was changed after it was written",
    arrange: async (repository) => {
      await repository.done(["generate-md"]);
      repository.write("WORKFLOW.md", `${repository.read("WORKFLOW.md")}\nMy own remark\n`);
    },
    args: ["generate-md"],
    code: 73,
    error: "generated.not_ours",
    says: /somebody has changed it since/,
  },
  {
    name: "a WORKFLOW.md that is a link out of the repository",
    arrange: (repository) => {
      Deno.writeTextFileSync(`${repository.base}/outside.md`, "Outside\n");
      Deno.symlinkSync(`${repository.base}/outside.md`, repository.at("WORKFLOW.md"));
    },
    args: ["generate-md"],
    code: 77,
    error: "home.unsafe",
    says: /it is a link, not a regular file/,
  },
  {
    name: "a WORKFLOW.md that is a directory",
    arrange: (repository) => Deno.mkdirSync(repository.at("WORKFLOW.md")),
    args: ["generate-md"],
    code: 77,
    error: "home.unsafe",
    says: /it is a directory/,
  },
]);

testBadInput("learn", [
  ...sessionRows(["learn"]),
  {
    name: "a LEARNINGS.md that is a link out of the repository",
    arrange: async (repository) => {
      await skip(repository);
      Deno.writeTextFileSync(`${repository.base}/outside.md`, "Outside\n");
      Deno.symlinkSync(`${repository.base}/outside.md`, repository.at("LEARNINGS.md"));
    },
    args: ["learn"],
    code: 77,
    error: "home.unsafe",
    says: /it is a link/,
  },
  {
    name: "a LEARNINGS.md that is a pipe",
    arrange: async (repository) => {
      await skip(repository);
      new Deno.Command("mkfifo", { args: [repository.at("LEARNINGS.md")] }).outputSync();
    },
    args: ["learn"],
    code: 77,
    error: "home.unsafe",
    says: /it is a device or pipe/,
  },
]);

testBadInput("analyze", [
  { name: "an argument", args: ["analyze", "all"], code: 2, error: "usage", says: /"all"/ },
  { name: "a flag of log", args: ["analyze", "--all"], code: 2, error: "usage", says: /"--all"/ },
]);

testBadInput("feedback capture", [
  ...sessionRows(["feedback", "capture", "--auto"]),
  {
    name: "to ask where there is no terminal",
    args: ["feedback", "capture"],
    code: 2,
    error: "feedback.cannot_ask",
    says: /nobody sits at a terminal/,
  },
  {
    name: "to ask an agent",
    args: ["feedback", "--interactive"],
    env: { CLAUDECODE: "1" },
    code: 2,
    error: "feedback.cannot_ask",
    says: /nothing may be asked/,
  },
  {
    name: "two ways at once",
    args: ["feedback", "capture", "--auto", "--interactive"],
    code: 2,
    error: "usage",
    says: /exclude each other/,
  },
  {
    name: "a feedback directory that is a link",
    arrange: async (repository) => {
      const session = await currentSession(repository);
      Deno.mkdirSync(`${repository.base}/outside`);
      Deno.symlinkSync(
        `${repository.base}/outside`,
        repository.at(sessionPath(session, "feedback")),
      );
    },
    args: ["feedback", "capture", "--auto"],
    code: 77,
    error: "home.unsafe",
    says: /it is a link, not a directory/,
  },
  {
    name: "a feedback file that is a link",
    arrange: async (repository) => {
      const session = await currentSession(repository);
      repository.write(sessionPath(session, "feedback/process.jsonl"), "");
      Deno.symlinkSync("/dev/null", repository.at(sessionPath(session, "feedback/tool.jsonl")));
    },
    args: ["feedback", "capture", "--auto"],
    code: 77,
    error: "home.unsafe",
    says: /it is a link, not a regular file/,
  },
]);

testBadInput("feedback review", [
  ...["0", "-1", "week", "1.5", ""].map((days) => ({
    name: `"${days}" days`,
    args: ["feedback", "review", `--days=${days}`],
    code: 2,
    error: "usage",
    says: /"--days" is a whole number from 1/,
  })),
  {
    name: "all and some days",
    args: ["feedback", "review", "--all", "--days", "3"],
    code: 2,
    error: "usage",
    says: /exclude each other/,
  },
  {
    name: "an argument",
    args: ["feedback", "review", "x"],
    code: 2,
    error: "usage",
    says: /"x"/,
  },
]);

testBadInput("feedback sync", [
  {
    name: "to send anything",
    args: ["feedback", "sync", "--force"],
    code: 69,
    error: "legacy.retired",
    says: /Nothing is sent/,
  },
]);
