import { testBadInput } from "../../support/bad_input.ts";

testBadInput("status", [
  {
    name: "a session that does not exist",
    args: ["status", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
  {
    name: "a session of the environment that does not exist, without falling back",
    args: ["status"],
    env: { ORCHESTRATOR_SESSION: "../.." },
    code: 66,
    error: "session.not_found",
    says: /Cannot find session/,
  },
  {
    name: "--session without a value",
    args: ["status", "--session"],
    code: 2,
    error: "usage",
    says: /"--session" needs a value/,
  },
  {
    name: "a root that is a file",
    args: ["status", "--root", "workflow.yaml"],
    code: 66,
    error: "home.root_missing",
    says: /no such directory/,
  },
  {
    name: "a root of the environment that is not there",
    args: ["status"],
    env: { ORCHESTRATOR_ROOT: "/no/such/directory" },
    code: 66,
    error: "home.root_missing",
    says: /ORCHESTRATOR_ROOT/,
  },
  {
    name: "a linked sessions directory",
    arrange: (repository) => {
      const sessions = repository.at(".orchestrator/sessions");
      Deno.renameSync(sessions, `${repository.base}/sessions`);
      Deno.symlinkSync(`${repository.base}/sessions`, sessions);
    },
    args: ["status"],
    code: 77,
    error: "home.unsafe",
    says: /sessions/,
  },
]);
