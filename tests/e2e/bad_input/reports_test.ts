import { type BadInput, testBadInput } from "../../support/bad_input.ts";

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
