import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";
import { LEAKED_TOKEN } from "../../support/leak_token.ts";

Deno.test("session redact: a crash leaves the session as it was or its copy, and loses neither", async () => {
  await crashEverywhere({
    name: "session redact",
    prepare: async (slot) => {
      await makeStarted(slot);
      const [path = ""] = sessionsOf(slot, "sessions");
      const line = JSON.stringify({ event_type: "note_added", message: LEAKED_TOKEN });
      Deno.writeTextFileSync(`${path}/history.jsonl`, `${line}\n`);
    },
    args: ["session", "redact", "--json"],
    retry: ["session", "redact"],
    follow: ["complete", "first"],
    always: (slot) =>
      historiesOf(slot).some((text) => text.includes(LEAKED_TOKEN))
        ? []
        : ["The session as it was is lost"],
  });
});

function historiesOf(slot: Slot): readonly string[] {
  return ["sessions", "trash"].flatMap((name) => sessionsOf(slot, name))
    .flatMap((path) => readOrNothing(`${path}/history.jsonl`));
}

function sessionsOf({ repository }: Slot, name: string): readonly string[] {
  const path = `${repository}/.orchestrator/${name}`;
  try {
    return Array.from(Deno.readDirSync(path), (entry) => `${path}/${entry.name}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function readOrNothing(path: string): readonly string[] {
  try {
    return [Deno.readTextFileSync(path)];
  } catch (error) {
    const isAbsent = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (isAbsent) return [];
    throw error;
  }
}
