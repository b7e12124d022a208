import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const BEFORE = "# Ours\nno line end";
const REMOVE = ["uninstall", "--no-export", "--yes"] as const;

Deno.test("uninstall: a crash at any system call leaves everything, or nothing that counts", async () => {
  await crashEverywhere({
    name: "uninstall",
    prepare: async (slot) => {
      await makeStarted(slot);
      Deno.writeTextFileSync(`${slot.repository}/AGENTS.md`, BEFORE);
      await prepared(slot, "init", "--agents-md");
    },
    args: [...REMOVE, "--json"],
    retry: REMOVE,
    follow: REMOVE,
    settle: ["doctor", "--fix"],
    always: (slot) => isWhole(slot) ? [] : ["AGENTS.md is neither with the block nor as it was"],
  });
});

function isWhole({ repository }: Slot): boolean {
  const text = Deno.readTextFileSync(`${repository}/AGENTS.md`);
  return text === BEFORE || (text.startsWith(BEFORE) && text.endsWith("orchestrator:end -->\n"));
}
