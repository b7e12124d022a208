import { testBadInput } from "../../support/bad_input.ts";

testBadInput("trust revoke", [
  ...["00000000", "abc", "../..", "\u001b[2J"].map((list) => ({
    name: `the list ${JSON.stringify(list)}`,
    args: ["trust", "revoke", list],
    code: 66,
    error: "trust.no_such_grant",
    says: /nothing of that name is granted here/,
  })),
  {
    name: "an approver that there is none",
    args: ["trust", "revoke", "--approver", "bot"],
    code: 66,
    error: "trust.no_such_grant",
    says: /"bot"/,
  },
  {
    name: "a list and an approver",
    args: ["trust", "revoke", "00000000", "--approver", "bot"],
    code: 2,
    error: "usage",
    says: /either LIST or "--approver"/,
  },
  {
    name: "a state directory in the repository",
    args: ["trust", "revoke"],
    env: ({ path }) => ({ XDG_STATE_HOME: path }),
    code: 77,
    error: "trust.state_unsafe",
    says: /inside the repository/,
  },
]);

testBadInput("trust approve-from", [
  {
    name: "a missing name",
    args: ["trust", "approve-from"],
    code: 2,
    error: "usage",
    says: /NAME is missing/,
  },
  ...["human", "agent", "system", "a b", "../x", "\u202ebot"].map((name) => ({
    name: `the name ${JSON.stringify(name)}`,
    args: ["trust", "approve-from", name],
    code: 2,
    error: "trust.name_invalid",
    says: /that is not a name/,
  })),
  {
    name: "an agent where approvals need a person",
    args: ["trust", "approve-from", "bot"],
    env: { ORCHESTRATOR_WORKFLOW_REQUIRE_HUMAN_APPROVAL: "true" },
    code: 1,
    error: "approval.needs_human",
    says: /a person at a terminal/,
  },
  {
    name: "no place for the name",
    args: ["trust", "approve-from", "bot"],
    env: { HOME: "", XDG_STATE_HOME: "" },
    code: 73,
    error: "trust.no_state",
    says: /HOME is not set/,
  },
  {
    name: "a repository without a home",
    fresh: true,
    arrange: ({ at }) => Deno.removeSync(at("workflow.yaml")),
    args: ["trust", "approve-from", "bot"],
    code: 66,
    error: "home.not_found",
    says: /./,
  },
]);

testBadInput("trust list", [
  { name: "an argument", args: ["trust", "list", "x"], code: 2, error: "usage", says: /"x"/ },
]);

testBadInput("trust show", [
  {
    name: "a workflow that cannot be read, before the start",
    fresh: true,
    arrange: ({ write }) => write("workflow.yaml", "phases: [\n"),
    args: ["trust", "show", "--start"],
    code: 1,
    error: "definition.invalid",
    says: /workflow\.yaml/,
  },
]);
