import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeRepository, PLAIN_WORKFLOW } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const BEFORE = "# Ours\r\nno line end";

Deno.test("init --agents-md: a crash at any system call leaves AGENTS.md without the block or with it", async () => {
  await crashEverywhere({
    name: "init --agents-md",
    prepare: async (slot) => {
      await makeRepository(slot, PLAIN_WORKFLOW);
      Deno.writeTextFileSync(`${slot.repository}/AGENTS.md`, BEFORE);
    },
    args: ["init", "--agents-md", "--json"],
    retry: ["init", "--agents-md"],
    follow: ["init", "--no-agents-md"],
    always: (slot) =>
      isWhole(slot) ? [] : ["AGENTS.md is neither as it was nor with the whole block"],
  });
});

function isWhole({ repository }: Slot): boolean {
  const text = Deno.readTextFileSync(`${repository}/AGENTS.md`);
  return text === BEFORE ||
    (text.startsWith(BEFORE) && text.endsWith("<!-- orchestrator:end -->\r\n"));
}
