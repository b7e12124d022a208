import assert from "node:assert/strict";
import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

/** Name of the log in quarantine, which is another one in every slot. */
const GOOD_LOG = "GOOD_LOG";

Deno.test("doctor --restore: a crash leaves the log that was there or the one from quarantine", async () => {
  await crashEverywhere({
    name: "doctor --restore",
    prepare: withGoodLogInQuarantine,
    args: ["doctor", "--restore", GOOD_LOG, "--json"],
    retry: ["doctor", "--restore", GOOD_LOG],
    follow: ["checkpoint"],
    always: (slot) =>
      ["good", "bad"].filter((kind) => !isThere(slot, slot.names.get(kind) ?? ""))
        .map((kind) => `The bytes of the ${kind} log are gone`),
  });
});

/** The log is damaged, and the whole one that it was mended to before is in quarantine. */
async function withGoodLogInQuarantine(slot: Slot): Promise<void> {
  await makeStarted(slot);
  for (const item of ["first", "second"]) await prepared(slot, "complete", item);
  const log = logOf(slot);
  Deno.writeTextFileSync(log, Deno.readTextFileSync(log).replace("\n", "\n<<<<<<< ours\n"));
  const bad = Deno.readTextFileSync(log);
  await prepared(slot, "doctor", "--fix", "--only", "sessions");
  const good = Deno.readTextFileSync(log);
  await prepared(slot, "doctor", "--restore", quarantined(slot, bad));
  assert.equal(Deno.readTextFileSync(log), bad);
  slot.names.set(GOOD_LOG, quarantined(slot, good));
  slot.names.set("good", good).set("bad", bad);
}

function quarantined({ repository }: Slot, text: string): string {
  const directory = `${repository}/.orchestrator/quarantine`;
  const name = Array.from(Deno.readDirSync(directory), (entry) => entry.name)
    .find((one) => Deno.readTextFileSync(`${directory}/${one}`) === text);
  assert.ok(name !== undefined, "it is not in quarantine");
  return name;
}

function isThere(slot: Slot, text: string): boolean {
  const directory = `${slot.repository}/.orchestrator/quarantine`;
  return Deno.readTextFileSync(logOf(slot)) === text ||
    Array.from(Deno.readDirSync(directory)).some(({ name }) =>
      Deno.readTextFileSync(`${directory}/${name}`) === text
    );
}

function logOf({ repository }: Slot): string {
  const sessions = `${repository}/.orchestrator/sessions`;
  const [session] = Array.from(Deno.readDirSync(sessions), ({ name }) => name);
  return `${sessions}/${session}/log.jsonl`;
}
