import { testBadInput } from "../../support/bad_input.ts";

testBadInput("log", [
  ...["0", "-1", "ten", "1e3", "1.5", ""].map((limit) => ({
    name: `a limit of "${limit}"`,
    args: ["log", `--limit=${limit}`],
    code: 2,
    error: "usage",
    says: /limit|number of events/,
  })),
  { name: "an argument", args: ["log", "plain"], code: 2, error: "usage", says: /"plain"/ },
  {
    name: "a repository without a workflow",
    fresh: true,
    args: ["log"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
  {
    name: "a session that does not exist",
    args: ["log"],
    env: { ORCHESTRATOR_SESSION: "nobody" },
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
  {
    name: "a choice between several active sessions when none is current",
    arrange: async (repository) => {
      await repository.done(["start", "Second", "--parallel"]);
      Deno.removeSync(repository.at(".orchestrator/current"));
    },
    args: ["log"],
    code: 66,
    error: "session.none",
    says: /several/,
  },
]);
