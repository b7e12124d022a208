import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const EXPORT = ["session", "export-state", "state.json"] as const;
const WRITTEN_BY_USER = '{"mine": true}\n';

Deno.test("session export-state: a crash leaves no file or a whole one", async () => {
  await crashEverywhere({
    name: "session export-state",
    prepare: makeStarted,
    args: [...EXPORT, "--json"],
    retry: EXPORT,
    follow: ["complete", "first"],
  });
});

Deno.test("session export-state --force: a crash never loses the file that it replaces", async () => {
  await crashEverywhere({
    name: "session export-state --force",
    prepare: async (slot) => {
      await makeStarted(slot);
      Deno.writeTextFileSync(`${slot.repository}/state.json`, WRITTEN_BY_USER);
    },
    args: [...EXPORT, "--force", "--json"],
    retry: [...EXPORT, "--force"],
    follow: ["complete", "first"],
    always: (slot) => isKept(slot) ? [] : ["The file of the user is neither here nor in a copy"],
  });
});

function isKept({ repository }: Slot): boolean {
  if (Deno.readTextFileSync(`${repository}/state.json`) === WRITTEN_BY_USER) return true;
  const backups = `${repository}/.orchestrator/backups`;
  return Array.from(Deno.readDirSync(backups)).some(({ name }) =>
    Deno.readTextFileSync(`${backups}/${name}/state.json`) === WRITTEN_BY_USER
  );
}
