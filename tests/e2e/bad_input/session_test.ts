import { testBadInput } from "../../support/bad_input.ts";

const HOSTILE_IDS = [
  "..",
  "../..",
  "../../etc",
  "/etc/passwd",
  "a/b",
  ".hidden",
  "CON",
  "x".repeat(65),
  "x\u001b[2J",
  "\u202eabc",
  "*",
];

testBadInput("session show", [
  ...HOSTILE_IDS.map((id) => ({
    name: `the id ${JSON.stringify(id).slice(0, 20)}`,
    args: ["session", "show", id],
    code: 66,
    error: "session.not_found",
    says: /Cannot find session/,
  })),
  {
    name: "the previous session where there is none",
    args: ["session", "show", "-"],
    code: 66,
    error: "session.not_found",
    says: /"-"/,
  },
  {
    name: "two ids",
    args: ["session", "show", "a", "b"],
    code: 2,
    error: "usage",
    says: /unexpected argument "b"/,
  },
  {
    name: "a prefix of two sessions",
    arrange: async ({ done }) => {
      await done(["start", "Second", "--parallel"]);
    },
    args: () => ["session", "show", new Date().getUTCFullYear().toString().slice(2)],
    code: 66,
    error: "session.ambiguous",
    says: /fits 2/,
  },
]);

testBadInput("session switch", [
  {
    name: "a missing id",
    args: ["session", "switch"],
    code: 2,
    error: "usage",
    says: /ID is missing/,
  },
  ...HOSTILE_IDS.map((id) => ({
    name: `the id ${JSON.stringify(id).slice(0, 20)}`,
    args: ["session", "switch", id],
    code: 66,
    error: "session.not_found",
    says: /Cannot find session/,
  })),
]);

testBadInput("session list", [
  {
    name: "an argument",
    args: ["session", "list", "all"],
    code: 2,
    error: "usage",
    says: /unexpected argument "all"/,
  },
]);

testBadInput("session", [
  {
    name: "a command that does not exist",
    args: ["session", "delte"],
    code: 2,
    error: "usage",
    says: /session/,
  },
]);
