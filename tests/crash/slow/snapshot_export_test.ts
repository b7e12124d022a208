import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted } from "../../support/crash_scenario.ts";

const EXPORT = ["snapshot", "export", "state.tar.zst", "--no-encrypt"] as const;

Deno.test("snapshot export: a crash leaves no file or a whole one", async () => {
  await crashEverywhere({
    name: "snapshot export",
    prepare: makeStarted,
    args: [...EXPORT, "--json"],
    retry: EXPORT,
    // Also removes what a dead one left beside its file.
    follow: ["snapshot", "export", "another.tar.zst", "--no-encrypt"],
  });
});
