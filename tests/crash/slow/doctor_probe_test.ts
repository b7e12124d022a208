import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted } from "../../support/crash_scenario.ts";

Deno.test("doctor --probe: a crash leaves the state as it is, and nothing of the probe that counts", async () => {
  await crashEverywhere({
    name: "doctor --probe",
    prepare: makeStarted,
    args: ["doctor", "--probe", "--only", "probe", "--json"],
    retry: ["doctor", "--probe", "--only", "probe"],
    follow: ["complete", "first"],
    checks: true,
    // It writes a hundred events, all in the same way.
    sample: 2,
  });
});
