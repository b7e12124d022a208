import { testBadInput } from "../../support/bad_input.ts";

const HUMAN = { ORCHESTRATOR_WORKFLOW_REQUIRE_HUMAN_APPROVAL: "true" };

testBadInput("approve-item", [
  {
    name: "a missing item",
    args: ["approve-item"],
    code: 2,
    error: "usage",
    says: /ITEM is missing/,
  },
  {
    name: "an item that is no manual gate",
    args: ["approve-item", "plain"],
    code: 1,
    error: "item.not_manual_gate",
    says: /not a manual gate/,
  },
  {
    name: "an item that does not exist",
    args: ["approve-item", "sign_of"],
    code: 1,
    error: "item.not_found",
    says: /"sign_off"/,
  },
  {
    name: "notes that are too long",
    args: ["approve-item", "sign_off", "-n", "x".repeat(2001)],
    code: 1,
    error: "usage.too_long",
    says: /2000/,
  },
  {
    name: "a program where a person is asked for",
    args: ["approve-item", "sign_off"],
    env: HUMAN,
    code: 1,
    error: "approval.needs_human",
    says: /person at a terminal/,
  },
  {
    name: "a program that calls itself a person",
    args: ["approve-item", "sign_off"],
    env: { ...HUMAN, ORCHESTRATOR_ACTOR: "human" },
    code: 1,
    error: "approval.needs_human",
    says: /person at a terminal/,
  },
]);

testBadInput("approve", [
  {
    name: "a phase that does not exist",
    args: ["approve", "--phase", "ZZZ"],
    code: 1,
    error: "phase.not_found",
    says: /"ZZZ"[^]*PLAN, BUILD/,
  },
  {
    name: "an argument",
    args: ["approve", "PLAN"],
    code: 2,
    error: "usage",
    says: /unexpected argument "PLAN"/,
  },
  {
    name: "a program where a person is asked for",
    args: ["approve"],
    env: HUMAN,
    code: 1,
    error: "approval.needs_human",
    says: /person at a terminal/,
  },
  {
    name: "a phase where no workflow was started",
    fresh: true,
    args: ["approve"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
]);
