import { crashEverywhere } from "../../support/crash_harness.ts";
import { CHECKED_WORKFLOW, makeStarted, prepared } from "../../support/crash_scenario.ts";

const READER = ["trust", "list", "--json"];

Deno.test("trust grant: a crash leaves no grant or a whole one", async () => {
  const grant = ["trust", "grant"];
  await crashEverywhere({
    name: "trust grant",
    prepare: async (slot) => {
      await makeStarted(slot, CHECKED_WORKFLOW);
      await prepared(slot, "trust", "revoke");
    },
    args: [...grant, "--json"],
    retry: grant,
    follow: grant,
    reader: READER,
    saysInstead: "export ORCHESTRATOR_TRUST=",
  });
});

Deno.test("trust revoke: a crash leaves the grant or takes it", async () => {
  const revoke = ["trust", "revoke"];
  await crashEverywhere({
    name: "trust revoke",
    prepare: (slot) => makeStarted(slot, CHECKED_WORKFLOW),
    args: [...revoke, "--json"],
    retry: revoke,
    follow: revoke,
    reader: READER,
  });
});

Deno.test("trust approve-from: a crash leaves no approver or a whole one", async () => {
  const approve = ["trust", "approve-from", "release-bot"];
  await crashEverywhere({
    name: "trust approve-from",
    prepare: (slot) => makeStarted(slot),
    args: [...approve, "--json"],
    retry: approve,
    follow: approve,
    reader: READER,
  });
});
