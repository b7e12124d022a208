import { crashEverywhere } from "../../support/crash_harness.ts";
import { CHECKED_WORKFLOW, makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

const LIST = ["checkpoints", "--json"] as const;

Deno.test("checkpoint: a crash at any system call leaves no checkpoint or a whole one", async () => {
  const checkpoint = ["checkpoint", "-m", "Now", "-d", "One thing"];
  await crashEverywhere({
    name: "checkpoint",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "complete", "first");
    },
    args: [...checkpoint, "--json"],
    reader: LIST,
    retry: checkpoint,
    follow: ["complete", "second"],
  });
});

Deno.test("checkpoint restore: a crash leaves the state before or that of the checkpoint", async () => {
  const restore = ["checkpoint", "restore", "aim", "--yes"];
  await crashEverywhere({
    name: "checkpoint restore",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "checkpoint", "-m", "Then");
      rename(slot, "aim.json");
      await prepared(slot, "complete", "first");
      await prepared(slot, "advance");
    },
    args: [...restore, "--json"],
    retry: restore,
    follow: ["complete", "first"],
    // Of the two steps the first one, a copy of the state of now, may stand alone.
    always: (slot) =>
      checkpointsOf(slot).flatMap((path) => isWhole(path) ? [] : [`Broken: ${path}`]),
  });
});

Deno.test("checkpoints --cleanup: a crash leaves all checkpoints where they were or all in the trash", async () => {
  const cleanup = ["checkpoints", "--cleanup", "--max-age", "0"];
  await crashEverywhere({
    name: "checkpoints --cleanup",
    prepare: async (slot) => {
      await makeStarted(slot);
      for (const message of MESSAGES) await prepared(slot, "checkpoint", "-m", message);
    },
    args: [...cleanup, "--json"],
    reader: LIST,
    retry: cleanup,
    follow: ["session", "restore", "2"],
    always: (slot) => {
      const kept = checkpointsOf(slot).filter(isWhole).map((path) => Deno.readTextFileSync(path));
      return MESSAGES.filter((message) => !kept.some((text) => text.includes(`"${message}"`)))
        .map((message) => `The checkpoint "${message}" is lost`);
    },
  });
});

Deno.test("workflow reload: a crash leaves the session with one definition or the other", async () => {
  const reload = ["workflow", "reload"];
  await crashEverywhere({
    name: "workflow reload",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "complete", "first");
      edit(slot, (text) => text.replace("Second", "Another").replace("id: third", "id: other"));
    },
    args: [...reload, "--json"],
    retry: reload,
    follow: ["complete", "second"],
  });
});

Deno.test("workflow reload --trust: a crash never leaves a new definition without its grant", async () => {
  const reload = ["workflow", "reload", "--trust"];
  await crashEverywhere({
    name: "workflow reload --trust",
    prepare: async (slot) => {
      await makeStarted(slot, CHECKED_WORKFLOW);
      edit(slot, (text) => text.replace('command: "true"', 'command: "true again"'));
    },
    args: [...reload, "--json"],
    retry: reload,
    follow: ["complete", "first"],
    degraded: {
      documents: (after) => ({
        ...after,
        status: after.status.replace(
          '"granted":true',
          '"granted":false,"not_granted":["fourth: true again"]',
        ),
      }),
      words: "ORCHESTRATOR_TRUST=",
    },
  });
});

/** More than the newest five, which stay. */
const MESSAGES = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"];

function edit({ repository }: Slot, change: (text: string) => string): void {
  const path = `${repository}/workflow.yaml`;
  Deno.writeTextFileSync(path, change(Deno.readTextFileSync(path)));
}

function rename(slot: Slot, name: string): void {
  const [path = ""] = checkpointsOf(slot);
  Deno.renameSync(path, `${path.slice(0, path.lastIndexOf("/"))}/${name}`);
}

/** The files of all checkpoints, those in the trash too. */
function checkpointsOf({ repository }: Slot): readonly string[] {
  const house = `${repository}/.orchestrator`;
  const places = [
    ...namesIn(`${house}/sessions`).map((id) => `${house}/sessions/${id}/checkpoints`),
    ...namesIn(`${house}/trash`).map((entry) => `${house}/trash/${entry}`),
  ];
  return places.flatMap((place) =>
    namesIn(place).filter((name) => name.endsWith(".json") && !name.startsWith("."))
      .map((name) => `${place}/${name}`)
  );
}

function namesIn(directory: string): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(directory), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return [];
    }
    throw error;
  }
}

function isWhole(path: string): boolean {
  try {
    return typeof JSON.parse(Deno.readTextFileSync(path)).workflow_state_snapshot === "object";
  } catch {
    return false;
  }
}
