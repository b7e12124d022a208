import assert from "node:assert/strict";
import {
  IMPORT_OPERATION,
  type ImportFacts,
  importPlaces,
  toImportJournal,
} from "../../src/snapshot/import_operation.ts";
import type { JournalFacts } from "../../src/store/journal.ts";

const [, RULE] = IMPORT_OPERATION;

const FACTS: ImportFacts = {
  extended: ["261122-aaaaaa"],
  added: ["261122-bbbbbb", "261122-cccccc"],
  checkpoints: [{ session: "261122-aaaaaa", checkpoint: "cp_1" }],
  feedback: [{ session: "261122-aaaaaa", part: "tool" }],
  files: ["templates", "prd/a, b.md", "config.yaml"],
  tree: null,
};

Deno.test("everything that an import publishes is moved from its own name below the stage", () => {
  const moves = RULE("0123456789ab", toImportJournal(FACTS));
  assert.deepEqual(
    moves,
    importPlaces(FACTS).map((to) => ({ from: `.orchestrator/tmp/0123456789ab/${to}`, to })),
  );
  assert.equal(moves?.[0]?.to, ".orchestrator/sessions/261122-aaaaaa/log.jsonl");
  assert.equal(moves?.at(-1)?.to, ".orchestrator/current");
  const other = RULE("0123456789ab", toImportJournal({ ...FACTS, tree: "side" }));
  assert.equal(other?.at(-1)?.to, ".orchestrator/trees/side/current");
});

Deno.test("a journal that leads anywhere else is no import", () => {
  const journal = toImportJournal(FACTS);
  const wrong: readonly JournalFacts[] = [
    {},
    { ...journal, added: "../../x" },
    { ...journal, extended: "" },
    { ...journal, checkpoints: "261122-aaaaaa/../../x" },
    { ...journal, checkpoints: "261122-aaaaaa" },
    { ...journal, feedback: "261122-aaaaaa/other" },
    { ...journal, files: "lock" },
    { ...journal, files: "prd/../lock" },
    { ...journal, files: "prd/" },
    { ...journal, files: "/etc/passwd" },
    { ...journal, tree: "../x" },
  ];
  for (const facts of wrong) assert.equal(RULE("0123456789ab", facts), null, JSON.stringify(facts));
});
