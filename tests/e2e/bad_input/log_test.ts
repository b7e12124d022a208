import { testBadInput } from "../../support/bad_input.ts";

testBadInput("log", [
  ...["0", "-1", "ten", "1e3", "1.5", ""].map((limit) => ({
    name: `a limit of "${limit}"`,
    args: ["log", `--limit=${limit}`],
    code: 2,
    error: "usage",
    says: /limit|number of events/,
  })),
  ...["yesterday", "5x", "-2h", "2026-02-31", "2026-13-01", "2026-01-01T25:00", "1", ""].map((
    since,
  ) => ({
    name: `a time of "${since}"`,
    args: ["log", `--since=${since}`],
    code: 2,
    error: "usage",
    says: /"--since" is an age such as 90s/,
  })),
  {
    name: "a type that is mistyped",
    args: ["log", "--type", "item_complete"],
    code: 2,
    error: "usage",
    says: /did you mean item_completed\?/,
  },
  {
    name: "a type with control characters",
    args: ["log", "--type", "x\u001b[2J\n"],
    code: 2,
    error: "usage",
    says: /in no event/,
  },
  {
    name: "an actor that nobody is",
    args: ["log", "--actor", "robot"],
    code: 2,
    error: "usage",
    says: /"robot" is in no event/,
  },
  {
    name: "all events and a limit",
    args: ["log", "--all", "--limit", "5"],
    code: 2,
    error: "usage",
    says: /exclude each other/,
  },
  {
    name: "following a session that does not exist",
    args: ["log", "--follow", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
  {
    name: "following with a mistyped type",
    args: ["log", "--follow", "--type", "phase_start"],
    code: 2,
    error: "usage",
    says: /did you mean phase_started\?/,
  },
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
