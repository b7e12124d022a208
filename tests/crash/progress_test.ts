import { crashEverywhere } from "../support/crash_harness.ts";
import { CHECKED_WORKFLOW, makeStarted, prepared } from "../support/crash_scenario.ts";

Deno.test("complete: a crash at any system call leaves the state before or after", async () => {
  await crashEverywhere({
    name: "complete",
    prepare: makeStarted,
    args: ["complete", "first", "--notes", "Done by hand", "--json"],
    retry: ["complete", "first", "--notes", "Done by hand"],
    follow: ["complete", "first", "--notes", "Done by hand"],
  });
});

Deno.test("complete with a check: a crash leaves the item open or completed", async () => {
  const complete = ["complete", "fourth", "--notes", "Checked"];
  await crashEverywhere({
    name: "complete, with a command",
    prepare: async (slot) => {
      await makeStarted(slot, CHECKED_WORKFLOW);
      await prepared(slot, "advance");
    },
    args: [...complete, "--json"],
    retry: complete,
    follow: complete,
  });
});

Deno.test("skip: a crash at any system call leaves the state before or after", async () => {
  const skip = ["skip", "second", "--reason", "There is nothing to do for this step here"];
  await crashEverywhere({
    name: "skip",
    prepare: makeStarted,
    args: [...skip, "--json"],
    retry: skip,
    follow: ["complete", "first"],
  });
});

Deno.test("advance: a crash at any system call leaves the state before or after", async () => {
  await crashEverywhere({
    name: "advance",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "complete", "first");
      await prepared(slot, "complete", "second");
    },
    args: ["advance", "--json"],
    retry: ["advance"],
    follow: ["complete", "third"],
  });
});
