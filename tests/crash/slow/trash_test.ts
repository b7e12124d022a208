import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const ABANDON = ["finish", "--abandon", "--reason", "It was not needed"] as const;
const DELETE_PREVIOUS = ["session", "delete", "-"] as const;
const DELETE_CURRENT = ["session", "delete", "@", "--force"] as const;

/** The trash holds one thing, whose name begins with the year. */
const RESTORE = ["session", "restore", "2"] as const;
const COLLECT = ["session", "gc", "--older-than", "0", "--yes"] as const;

async function makeTwo(slot: Slot): Promise<void> {
  await makeStarted(slot);
  await prepared(slot, ...ABANDON);
  await prepared(slot, "start", "Second task");
}

Deno.test("session delete: a crash leaves the session here or in the trash, whole", async () => {
  await crashEverywhere({
    name: "session delete, the previous session",
    prepare: makeTwo,
    args: [...DELETE_PREVIOUS, "--json"],
    retry: DELETE_PREVIOUS,
    follow: RESTORE,
    always: (slot) => logsOf(slot) === 2 ? [] : ["A log is missing or there twice"],
  });
});

Deno.test("session delete of the current session: current goes with it or not at all", async () => {
  await crashEverywhere({
    name: "session delete, the current session",
    prepare: makeStarted,
    args: [...DELETE_CURRENT, "--json"],
    retry: DELETE_CURRENT,
    follow: RESTORE,
    always: (slot) => logsOf(slot) === 1 ? [] : ["A log is missing or there twice"],
  });
});

Deno.test("session restore: a crash leaves the session in the trash or back, and current with it", async () => {
  await crashEverywhere({
    name: "session restore",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, ...DELETE_CURRENT);
    },
    args: [...RESTORE, "--json"],
    retry: RESTORE,
    follow: ["complete", "first"],
    always: (slot) => logsOf(slot) === 1 ? [] : ["A log is missing or there twice"],
  });
});

Deno.test("session gc: a crash leaves the old session here or in the trash, whole", async () => {
  await crashEverywhere({
    name: "session gc",
    prepare: makeTwo,
    args: [...COLLECT, "--json"],
    retry: COLLECT,
    follow: COLLECT,
    always: (slot) => logsOf(slot) === 2 ? [] : ["A log is missing or there twice"],
  });
});

/** How many logs there are among the sessions and in the trash. */
function logsOf({ repository }: Slot): number {
  return ["sessions", "trash"].flatMap((name) => namesIn(`${repository}/.orchestrator/${name}`))
    .filter((path) => namesIn(path).some((file) => file.endsWith("/log.jsonl"))).length;
}

function namesIn(path: string): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(path), ({ name }) => `${path}/${name}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}
