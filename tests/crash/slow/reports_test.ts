import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const MINE = "# Mine\n\nText of the user, without a last line end";

Deno.test("generate-md: a crash at any system call leaves the old WORKFLOW.md or the new one", async () => {
  await crashEverywhere({
    name: "generate-md",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "generate-md");
      await prepared(slot, "complete", "first");
    },
    args: ["generate-md", "--json"],
    retry: ["generate-md"],
    follow: ["generate-md"],
  });
});

Deno.test("learn: a crash at any system call never loses what the user wrote", async () => {
  await crashEverywhere({
    name: "learn",
    prepare: async (slot) => {
      await makeStarted(slot);
      Deno.writeTextFileSync(`${slot.repository}/LEARNINGS.md`, MINE);
      await prepared(slot, "skip", "first", "--reason", "Not needed for this");
    },
    args: ["learn", "--json"],
    retry: ["learn"],
    follow: ["learn"],
    always: (slot) => isKept(slot) ? [] : ["The text of the user is gone"],
  });
});

Deno.test("feedback capture: a crash at any system call leaves both lines of an entry or none", async () => {
  const capture = ["feedback", "capture", "--auto"];
  await crashEverywhere({
    name: "feedback capture",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, ...capture);
      await prepared(slot, "skip", "first", "--reason", "Not needed for this");
    },
    args: [...capture, "--json"],
    retry: capture,
    follow: ["complete", "second"],
    reader: ["feedback", "review", "--all", "--json"],
  });
});

function isKept({ repository }: Slot): boolean {
  return Deno.readTextFileSync(`${repository}/LEARNINGS.md`).startsWith(MINE);
}
