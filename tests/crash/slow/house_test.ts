import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted } from "../../support/crash_scenario.ts";

Deno.test("init --portable: a crash leaves the one mode or the other", async () => {
  await crashEverywhere({
    name: "init --portable",
    prepare: makeStarted,
    args: ["init", "--portable", "--json"],
    retry: ["init", "--portable"],
    follow: ["complete", "first"],
  });
});
