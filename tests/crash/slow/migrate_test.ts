import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeRepository, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";
import {
  legacyCheckpoint,
  legacyLog,
  legacyState,
  writeLegacy,
} from "../../support/legacy_repository.ts";

/** Finishes what was cut off and changes nothing else. */
const SETTLE = ["doctor", "--fix"];

const CHECKPOINT = "cp_20260107_033301_aaaaaa";

const SCATTERED: Readonly<Record<string, string>> = {
  ".workflow_state.json": legacyState(),
  ".workflow_log.jsonl": legacyLog("wf_old00001", "The first") + legacyLog("wf_main0001", "Search"),
  [`.workflow_checkpoints/${CHECKPOINT}.json`]: legacyCheckpoint(CHECKPOINT, "wf_main0001"),
};

const SESSIONS: Readonly<Record<string, string>> = {
  ".orchestrator/.gitignore": "*\n",
  ".orchestrator/current": "3ca8877d",
  ".orchestrator/sessions/3ca8877d/state.json": legacyState(),
  ".orchestrator/sessions/3ca8877d/log.jsonl": legacyLog("wf_main0001", "Add search"),
};

async function makeLegacy(slot: Slot, files: Readonly<Record<string, string>>): Promise<void> {
  await makeRepository(slot, null);
  writeLegacy(slot.repository, files);
}

/** The bytes of each original must be somewhere, whole, at every moment. */
function missing(files: Readonly<Record<string, string>>): (slot: Slot) => readonly string[] {
  return (slot) => {
    const texts = new Set(textsBelow(slot.repository));
    return Object.entries(files)
      .filter(([, text]) => !texts.has(text))
      .map(([path]) => `The bytes of ${path} are nowhere`);
  };
}

function textsBelow(directory: string): readonly string[] {
  return Array.from(Deno.readDirSync(directory)).flatMap(({ name, isDirectory }) => {
    if (name === ".git") return [];
    const path = `${directory}/${name}`;
    return isDirectory ? textsBelow(path) : [Deno.readTextFileSync(path)];
  });
}

Deno.test("migrate: the scattered layout moves whole or not at all, no byte goes missing", async () => {
  await crashEverywhere({
    name: "migrate",
    prepare: (slot) => makeLegacy(slot, SCATTERED),
    args: ["migrate", "--json"],
    settle: SETTLE,
    retry: ["migrate"],
    follow: ["approve-item", "sign"],
    always: missing(SCATTERED),
  });
});

Deno.test("migrate: the predecessor's sessions move whole or not at all", async () => {
  await crashEverywhere({
    name: "migrate, sessions",
    prepare: (slot) => makeLegacy(slot, SESSIONS),
    args: ["migrate", "--json"],
    settle: SETTLE,
    retry: ["migrate"],
    follow: ["approve-item", "sign"],
    always: missing(SESSIONS),
  });
});

Deno.test("migrate --rollback: the originals come back whole or not at all", async () => {
  await crashEverywhere({
    name: "migrate --rollback",
    prepare: async (slot) => {
      await makeLegacy(slot, SCATTERED);
      await prepared(slot, "migrate");
    },
    args: ["migrate", "--rollback", "--json"],
    settle: SETTLE,
    retry: ["migrate", "--rollback"],
    follow: ["migrate", "--list"],
    always: missing(SCATTERED),
  });
});

Deno.test("a command that migrates first: the originals move whole or not at all", async () => {
  // Of the task that it finds it only says that it goes on, so that there is no state between.
  const start = ["start", "Add über-search"];
  await crashEverywhere({
    name: "start, which migrates first",
    prepare: async (slot) => {
      await makeLegacy(slot, SCATTERED);
      await prepared(slot, "config", "set", "migrate.auto", "true", "--user");
    },
    args: [...start, "--json"],
    settle: SETTLE,
    retry: start,
    follow: ["approve-item", "sign"],
    always: missing(SCATTERED),
  });
});
