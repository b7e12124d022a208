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
    name: "a flag that does not exist",
    fresh: true,
    args: ["init", "--hard"],
    code: 2,
    error: "usage",
    says: /"--hard"/,
  },
]);

const RECURSIVE = { recursive: true };
