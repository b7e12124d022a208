import { crashEverywhere } from "../support/crash_harness.ts";
import { makeStarted, prepared } from "../support/crash_scenario.ts";

Deno.test("finish: a crash at any system call leaves the state before or after", async () => {
  const finish = ["finish", "--notes", "All is done"];
  await crashEverywhere({
    name: "finish",
    prepare: async (slot) => {
      await makeStarted(slot);
      for (const item of ["first", "second"]) await prepared(slot, "complete", item);
      await prepared(slot, "advance");
      await prepared(slot, "complete", "third");
    },
    args: [...finish, "--json"],
    retry: finish,
    follow: ["start", "Second task"],
  });
});
