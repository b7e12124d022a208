import { testBadInput } from "../../support/bad_input.ts";

testBadInput("advance", [
  {
    name: "a phase that is not done",
    args: ["advance"],
    code: 1,
    error: "phase.blocked",
    says: /Cannot advance to next phase[^]*plain/,
  },
  {
    name: "a phase that nobody has approved",
    arrange: async ({ done }) => {
      await done(["advance", "--force"]);
      await done(["complete", "build"]);
    },
    args: ["advance"],
    code: 1,
    error: "phase.blocked",
    says: /human approval/,
  },
  { name: "an argument", args: ["advance", "BUILD"], code: 2, error: "usage", says: /"BUILD"/ },
  {
    name: "to go on where no workflow was started",
    fresh: true,
    args: ["advance"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
  {
    name: "to go on with a workflow that has ended",
    arrange: async ({ done }) => {
      await done(["finish", "--abandon", "-r", "No longer needed"]);
    },
    args: ["advance", "--force"],
    code: 1,
    error: "workflow.not_active",
    says: /abandoned/,
  },
]);
