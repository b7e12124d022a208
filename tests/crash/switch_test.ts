import { crashEverywhere } from "../support/crash_harness.ts";
import { makeStarted, prepared } from "../support/crash_scenario.ts";

/** The session that is not the current one can be named by the dash, whatever its id. */
const SWITCH = ["session", "switch", "-"] as const;

Deno.test("session switch: current and previous move together or not at all", async () => {
  await crashEverywhere({
    name: "session switch",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "finish", "--abandon", "--reason", "It was not needed");
      await prepared(slot, "start", "Second task");
    },
    args: [...SWITCH, "--json"],
    retry: SWITCH,
    follow: ["session", "switch", "@"],
  });
});
