import { crashEverywhere } from "../support/crash_harness.ts";
import { makeRepository, PLAIN_WORKFLOW } from "../support/crash_scenario.ts";
import type { Slot } from "../support/crash_slot.ts";

Deno.test("init: a crash at any system call leaves no workflow.yaml or a whole one", async () => {
  await crashEverywhere({
    name: "init",
    prepare: (slot) => makeRepository(slot, null),
    args: ["init", "--json"],
    retry: ["init"],
    follow: ["start", "First task"],
  });
});

Deno.test("init --force: a crash at any system call never loses the workflow.yaml of the user", async () => {
  await crashEverywhere({
    name: "init --force",
    prepare: (slot) => makeRepository(slot, PLAIN_WORKFLOW),
    args: ["init", "--force", "--json"],
    retry: ["init", "--force"],
    follow: ["init", "--restore"],
    always: (slot) => isKept(slot) ? [] : ["The text of the user is neither here nor in a backup"],
  });
});

/** A backup counts when its name is a stamp, by which it can be restored. */
function isKept({ repository }: Slot): boolean {
  if (Deno.readTextFileSync(`${repository}/workflow.yaml`) === PLAIN_WORKFLOW) return true;
  const backups = `${repository}/.orchestrator/backups`;
  return Array.from(Deno.readDirSync(backups)).some(({ name }) =>
    Deno.readTextFileSync(`${backups}/${name}/workflow.yaml`) === PLAIN_WORKFLOW
  );
}
