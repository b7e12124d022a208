import { testBadInput } from "../../support/bad_input.ts";

testBadInput("finish", [
  {
    name: "a phase that is not done",
    args: ["finish"],
    code: 1,
    error: "finish.incomplete",
    says: /incomplete items[^]*plain/,
  },
  {
    name: "--abandon without a reason",
    args: ["finish", "--abandon"],
    code: 2,
    error: "usage",
    says: /needs a "--reason"/,
  },
  {
    name: "--abandon with an empty reason",
    args: ["finish", "--abandon", "--reason", " "],
    code: 2,
    error: "usage",
    says: /needs a "--reason"/,
  },
  {
    name: "--skip-review-check without a reason",
    args: ["finish", "--skip-review-check"],
    code: 2,
    error: "usage",
    says: /needs a "--reason"/,
  },
  {
    name: "notes that are too long",
    args: ["finish", "--force", "-n", "x".repeat(2001)],
    code: 1,
    error: "usage.too_long",
    says: /2000/,
  },
  {
    name: "a workflow that is completed",
    arrange: async ({ done }) => {
      await done(["finish", "--force"]);
    },
    args: ["finish"],
    code: 1,
    error: "finish.already",
    says: /already completed/,
  },
  {
    name: "to abandon a workflow that is completed",
    arrange: async ({ done }) => {
      await done(["finish", "--force"]);
    },
    args: ["finish", "--abandon", "-r", "Too late for that"],
    code: 1,
    error: "finish.already",
    says: /already completed/,
  },
  {
    name: "a repository without a workflow",
    fresh: true,
    args: ["finish"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
]);
