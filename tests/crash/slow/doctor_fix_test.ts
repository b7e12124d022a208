import { crashEverywhere } from "../../support/crash_harness.ts";
import { runKilledAt } from "../../support/crash_inject.ts";
import {
  makeRepository,
  makeStarted,
  PLAIN_WORKFLOW,
  prepared,
} from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const MERGE_MARKER = "<<<<<<< ours";

Deno.test("doctor --fix of a damaged log: a crash leaves the damaged log or the mended one", async () => {
  await crashEverywhere({
    name: "doctor --fix, damaged log",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "complete", "first");
      await prepared(slot, "complete", "second");
      const log = logOf(slot);
      const lines = Deno.readTextFileSync(log).split("\n");
      lines.splice(2, 0, MERGE_MARKER);
      Deno.writeTextFileSync(log, lines.join("\n"));
    },
    // The other checks run programs, and then the calls of two runs differ by chance.
    args: ["doctor", "--fix", "--only", "sessions", "--json"],
    retry: ["doctor", "--fix"],
    follow: ["advance"],
    always: (slot) => isKept(slot) ? [] : ["The bytes of the damaged log are gone"],
  });
});

Deno.test("doctor --fix of an interrupted start: a crash leaves the same state for readers", async () => {
  await crashEverywhere({
    name: "doctor --fix, interrupted start",
    prepare: async (slot) => {
      await makeRepository(slot, PLAIN_WORKFLOW);
      await runKilledAt(
        slot,
        ["start", "First task"],
        // The session is published by then, and the start has happened.
        ({ syscall, paths }) =>
          syscall === "rename" && paths[1] === `${slot.repository}/.orchestrator/current`,
      );
    },
    args: ["doctor", "--fix", "--only", "journal", "--json"],
    retry: ["doctor", "--fix"],
    follow: ["complete", "first"],
  });
});

function logOf({ repository }: Slot): string {
  const sessions = `${repository}/.orchestrator/sessions`;
  const [session] = Array.from(Deno.readDirSync(sessions), ({ name }) => name);
  return `${sessions}/${session}/log.jsonl`;
}

function isKept(slot: Slot): boolean {
  if (Deno.readTextFileSync(logOf(slot)).includes(MERGE_MARKER)) return true;
  const quarantine = `${slot.repository}/.orchestrator/quarantine`;
  return Array.from(Deno.readDirSync(quarantine)).some(({ name }) =>
    Deno.readTextFileSync(`${quarantine}/${name}`).includes(MERGE_MARKER)
  );
}
