import { crashEverywhere } from "../../support/crash_harness.ts";
import {
  CHECKED_WORKFLOW,
  makeRepository,
  makeStarted,
  prepared,
} from "../../support/crash_scenario.ts";

Deno.test("start: a crash at any system call leaves no session or a whole one", async () => {
  const start = ["start", "First task"];
  await crashEverywhere({
    name: "start, in a new repository",
    prepare: (slot) => makeRepository(slot, CHECKED_WORKFLOW),
    args: [...start, "--json"],
    retry: start,
    follow: start,
    degraded: {
      documents: (after) => ({
        ...after,
        status: after.status.replace(
          '"granted":true',
          '"granted":false,"not_granted":["fourth: true"]',
        ),
      }),
      words: "ORCHESTRATOR_TRUST=",
    },
  });
});

Deno.test("start beside a finished session: current moves with the new session or not at all", async () => {
  const start = ["start", "Second task"];
  await crashEverywhere({
    name: "start, after a finished session",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "finish", "--abandon", "--reason", "It was not needed");
    },
    args: [...start, "--json"],
    retry: start,
    follow: start,
  });
});
