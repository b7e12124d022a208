import { testBadInput } from "../../support/bad_input.ts";

testBadInput("init", [
  {
    name: "--restore where there is no copy",
    args: ["init", "--restore"],
    code: 66,
    error: "init.restore_none",
    says: /no copy/,
  },
  {
    name: "a name of a copy that leads elsewhere",
    arrange: async ({ done }) => {
      await done(["init", "--force"]);
    },
    args: ["init", "--restore", "../../outside"],
    code: 2,
    error: "id.invalid",
    says: /outside/,
  },
  {
    name: "a directory in place of workflow.yaml",
    fresh: true,
    arrange: (repository) => Deno.mkdirSync(repository.at("folder/workflow.yaml"), RECURSIVE),
    cwd: "folder",
    args: ["init", "--here", "--force"],
    code: 66,
    error: "file.unreadable",
    says: /it is a directory/,
  },
  {
    name: "--agents-md with markers that were damaged",
    arrange: ({ write }) => write("AGENTS.md", "a\n<!-- orchestrator:begin -->\nb\n"),
    args: ["init", "--agents-md"],
    code: 65,
    error: "agents.damaged",
    says: /line 2 is a beginning without an end/,
  },
  {
    name: "--no-agents-md with two blocks",
    arrange: ({ write }) =>
      write("CLAUDE.md", "<!-- orchestrator:begin -->\n<!-- orchestrator:end -->\n".repeat(2)),
    args: ["init", "--no-agents-md"],
    code: 65,
    error: "agents.damaged",
    says: /line 3 is a second block/,
  },
  {
    name: "--agents-md with a file that is no text",
    arrange: ({ write }) => write("AGENTS.md", new Uint8Array([0xff, 0xfe, 0x41, 0])),
    args: ["init", "--agents-md"],
    code: 65,
    error: "agents.not_text",
    says: /not UTF-8 text/,
  },
  {
    name: "--agents-md with a link that leads out of the repository",
    arrange: ({ at }) => Deno.symlinkSync("/etc/hostname", at("CLAUDE.md")),
    args: ["init", "--agents-md"],
    code: 77,
    error: "home.unsafe",
    says: /CLAUDE\.md/,
  },
  {
    name: "--agents-md with a directory of that name",
    arrange: ({ at }) => Deno.mkdirSync(at("AGENTS.md")),
    args: ["init", "--agents-md"],
    code: 77,
    error: "home.unsafe",
    says: /AGENTS\.md/,
  },
  {
    name: "both flags about the block",
    args: ["init", "--agents-md", "--no-agents-md"],
    code: 2,
    error: "usage",
    says: /do not go together/,
  },
  {
    name: "--agents-md together with --force",
    args: ["init", "--agents-md", "--force"],
    code: 2,
    error: "usage",
    says: /do not go together/,
  },
  {
    name: "a flag that does not exist",
    fresh: true,
    args: ["init", "--hard"],
    code: 2,
    error: "usage",
    says: /"--hard"/,
  },
]);

const RECURSIVE = { recursive: true };
