import { testBadInput } from "../../support/bad_input.ts";

testBadInput("skip", [
  { name: "a missing item", args: ["skip"], code: 2, error: "usage", says: /ITEM is missing/ },
  {
    name: "a missing reason",
    args: ["skip", "plain"],
    code: 2,
    error: "usage",
    says: /"--reason" is missing/,
  },
  {
    name: "a reason of 9 characters",
    args: ["skip", "plain", "-r", "123456789"],
    code: 1,
    error: "skip.reason_short",
    says: /9 characters, at least 10/,
  },
  {
    name: "a reason of 10 spaces",
    args: ["skip", "plain", "-r", " ".repeat(10)],
    code: 1,
    error: "skip.reason_empty",
    says: /does not say why/,
  },
  {
    name: "49 characters for a documented step",
    args: ["skip", "documented", "-r", "x".repeat(49)],
    code: 1,
    error: "skip.reason_short",
    says: /49 characters, at least 50/,
    records: true,
  },
  {
    name: "a required step, also with --force",
    args: ["skip", "must", "--force", "-r", "x".repeat(60)],
    code: 1,
    error: "skip.required",
    says: /required step/,
  },
  {
    name: "a gate without --force",
    args: ["skip", "gate", "-r", "x".repeat(60)],
    code: 1,
    error: "skip.gate",
    says: /--force/,
  },
  {
    name: "49 characters for a gate",
    args: ["skip", "gate", "--force", "-r", "x".repeat(49)],
    code: 1,
    error: "skip.reason_short",
    says: /at least 50/,
  },
  {
    name: "an item that is not skippable",
    args: ["skip", "fixed", "-r", "Long enough reason"],
    code: 1,
    error: "skip.not_skippable",
    says: /not skippable/,
  },
  {
    name: "an item that is completed",
    arrange: async ({ done }) => {
      await done(["complete", "plain"]);
    },
    args: ["skip", "plain", "-r", "Long enough reason"],
    code: 1,
    error: "skip.already",
    says: /already completed/,
  },
  {
    name: "an item that does not exist",
    args: ["skip", "nothing", "-r", "Long enough reason"],
    code: 1,
    error: "item.not_found",
    says: /"nothing"/,
  },
  {
    name: "an item of another phase",
    args: ["skip", "build", "-r", "Long enough reason"],
    code: 1,
    error: "item.other_phase",
    says: /"BUILD"/,
  },
  {
    name: "a session that does not exist",
    args: ["skip", "plain", "-r", "Long enough reason", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
]);
