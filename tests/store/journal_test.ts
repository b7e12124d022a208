import assert from "node:assert/strict";
import {
  type OperationTable,
  readJournal,
  runJournal,
  settleJournal,
} from "../../src/store/journal.ts";
import { makeStage, type Stage } from "../../src/store/stage.ts";
import { treeDigest } from "../../src/store/tree_digest.ts";
import { failureOf, makePipe, pathsBelow, withScratch } from "../support/scratch.ts";

const LAYOUT = { journal: "journal.json", tmp: "tmp" };
const FACTS = { name: "new" };

/** One operation: publishes a directory, then a file. */
const OPERATIONS: OperationTable = new Map([
  ["publish", (stage, facts) => {
    const name = facts["name"] ?? "";
    return /^[a-z.]+$/.test(name)
      ? [
        { from: `tmp/${stage}/directory`, to: `data/${name}` },
        { from: `tmp/${stage}/current`, to: "current" },
      ]
      : null;
  }],
]);

function fillStage(stage: Stage): void {
  Deno.mkdirSync(`${stage.path}/directory`);
  Deno.writeTextFileSync(`${stage.path}/directory/file`, "content");
  Deno.writeTextFileSync(`${stage.path}/current`, "new");
}

/** What a process leaves that is killed after that many moves; returns the name of its stage. */
function interruptAfter(home: string, moves: number, change: Record<string, unknown> = {}): string {
  Deno.mkdirSync(`${home}/data`);
  Deno.writeTextFileSync(`${home}/current`, "old");
  using stage = makeStage(home, "tmp");
  stage.keep();
  fillStage(stage);
  const all = OPERATIONS.get("publish")?.(stage.name, FACTS) ?? [];
  const steps = all.map((move) => ({
    ...move,
    sha256: treeDigest(`${home}/${move.from}`),
    replaces: treeDigest(`${home}/${move.to}`),
  }));
  const record = { schema: 1, operation: "publish", stage: stage.name, facts: FACTS, steps };
  Deno.writeTextFileSync(`${home}/journal.json`, JSON.stringify({ ...record, ...change }));
  for (const { from, to } of all.slice(0, moves)) {
    Deno.renameSync(`${home}/${from}`, `${home}/${to}`);
  }
  return stage.name;
}

function settle(home: string): void {
  const unfinished = readJournal(home, LAYOUT, OPERATIONS);
  assert(unfinished !== null);
  settleJournal(home, LAYOUT, unfinished);
}

const BEFORE = ["current", "data/", "tmp/"];
const AFTER = ["current", "data/", "data/new/", "data/new/file", "tmp/"];

Deno.test("an operation does its moves and leaves neither journal nor stage", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/data`);
    {
      using stage = makeStage(home, "tmp");
      fillStage(stage);
      runJournal(home, LAYOUT, OPERATIONS, { operation: "publish", stage, facts: FACTS });
    }
    assert.deepEqual(pathsBelow(home), AFTER);
    assert.equal(Deno.readTextFileSync(`${home}/current`), "new");
    assert.equal(readJournal(home, LAYOUT, OPERATIONS), null);
  }));

Deno.test("an operation that was cut off before its first move is undone", () =>
  withScratch((home) => {
    interruptAfter(home, 0);
    const unfinished = readJournal(home, LAYOUT, OPERATIONS);
    assert.equal(unfinished?.committed, false);
    settle(home);
    assert.deepEqual(pathsBelow(home), BEFORE);
    assert.equal(Deno.readTextFileSync(`${home}/current`), "old");
  }));

for (const moves of [1, 2]) {
  Deno.test(`an operation that was cut off after move ${moves} of 2 is finished`, () =>
    withScratch((home) => {
      interruptAfter(home, moves);
      const unfinished = readJournal(home, LAYOUT, OPERATIONS);
      assert.equal(unfinished?.committed, true);
      assert.equal(unfinished?.pending.length, 2 - moves);
      settle(home);
      assert.deepEqual(pathsBelow(home), AFTER);
      assert.equal(Deno.readTextFileSync(`${home}/current`), "new");
    }));
}

Deno.test("a copy to another device that was cut off while its source was removed is finished", () =>
  withScratch((home) => {
    const stage = interruptAfter(home, 1);
    Deno.mkdirSync(`${home}/tmp/${stage}/directory`);
    settle(home);
    assert.deepEqual(pathsBelow(home), AFTER);
  }));

Deno.test("an operation whose first move fails leaves the state before", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/current`, "old");
    using stage = makeStage(home, "tmp");
    fillStage(stage);
    const entry = { operation: "publish", stage, facts: FACTS };
    await failureOf("io", () => runJournal(home, LAYOUT, OPERATIONS, entry));
    assert.deepEqual(pathsBelow(home), ["current", "tmp/"]);
    assert.equal(Deno.readTextFileSync(`${home}/current`), "old");
  }));

Deno.test("an operation whose second move fails is finished by the next command", () =>
  withScratch(async (home) => {
    Deno.mkdirSync(`${home}/data`);
    Deno.mkdirSync(`${home}/current`);
    {
      using stage = makeStage(home, "tmp");
      fillStage(stage);
      const entry = { operation: "publish", stage, facts: FACTS };
      await failureOf("home.unsafe", () => runJournal(home, LAYOUT, OPERATIONS, entry));
    }
    Deno.removeSync(`${home}/current`);
    settle(home);
    assert.deepEqual(pathsBelow(home), AFTER);
  }));

Deno.test("a journal that could not be written does not count", () =>
  withScratch(async (home) => {
    Deno.mkdirSync(`${home}/journal.json`);
    using stage = makeStage(home, "tmp");
    fillStage(stage);
    const entry = { operation: "publish", stage, facts: FACTS };
    await failureOf("home.unsafe", () => runJournal(home, LAYOUT, OPERATIONS, entry));
    Deno.removeSync(`${home}/journal.json`);
    assert.equal(readJournal(home, LAYOUT, OPERATIONS), null);
  }));

const PLANTED: Readonly<Record<string, Record<string, unknown>>> = {
  "another operation": { operation: "constructor" },
  "a newer schema": { schema: 2 },
  "facts that lead elsewhere": { facts: { name: "../../etc" } },
  "facts that are not texts": { facts: { name: ["new"] } },
  "no facts": { facts: null },
  "a stage outside the staging area": { stage: "../data" },
  "no steps": { steps: [] },
  "steps of another destination": {
    steps: [
      { from: "current", to: "../outside", sha256: "0", replaces: null },
      { from: "current", to: "../outside", sha256: "0", replaces: null },
    ],
  },
  "one step less": {
    steps: [{ from: "tmp/x/directory", to: "data/new", sha256: "0", replaces: null }],
  },
};

for (const [name, change] of Object.entries(PLANTED)) {
  Deno.test(`a planted journal with ${name} is refused and moves nothing`, () =>
    withScratch(async (home) => {
      interruptAfter(home, 0, change);
      const before = pathsBelow(home);
      await failureOf("journal.refused", () => readJournal(home, LAYOUT, OPERATIONS));
      assert.deepEqual(pathsBelow(home), before);
      assert.equal(Deno.readTextFileSync(`${home}/current`), "old");
    }));
}

Deno.test("a journal that is too large is refused without reading it", () =>
  withScratch(async (home) => {
    Deno.writeTextFileSync(`${home}/journal.json`, "{");
    Deno.truncateSync(`${home}/journal.json`, 2 ** 33);
    assert.deepEqual(
      await failureOf("journal.refused", () => readJournal(home, LAYOUT, OPERATIONS)),
      {
        operation: "unknown",
        problem: "the journal is too large",
      },
    );
  }));

for (const text of ["", "{", "[]", "null", "\u0000\u0000", '{"schema":1}']) {
  Deno.test(`a journal of the text ${JSON.stringify(text)} is refused`, () =>
    withScratch(async (home) => {
      Deno.writeTextFileSync(`${home}/journal.json`, text);
      await failureOf("journal.refused", () => readJournal(home, LAYOUT, OPERATIONS));
    }));
}

Deno.test("a journal whose staged files were changed or taken away is refused", () =>
  withScratch(async (home) => {
    const stage = interruptAfter(home, 1);
    Deno.writeTextFileSync(`${home}/tmp/${stage}/current`, "other");
    const { problem } = await failureOf(
      "journal.refused",
      () => readJournal(home, LAYOUT, OPERATIONS),
    );
    assert.match(problem, /missing or changed/);
    Deno.removeSync(`${home}/tmp/${stage}/current`);
    Deno.removeSync(`${home}/current`);
    await failureOf("journal.refused", () => readJournal(home, LAYOUT, OPERATIONS));
  }));

Deno.test("a journal over a directory that is there already is refused", () =>
  withScratch(async (home) => {
    interruptAfter(home, 0);
    Deno.mkdirSync(`${home}/data/new`);
    Deno.writeTextFileSync(`${home}/data/new/file`, "precious");
    await failureOf("journal.refused", () => readJournal(home, LAYOUT, OPERATIONS));
    assert.equal(Deno.readTextFileSync(`${home}/data/new/file`), "precious");
  }));

Deno.test("a link in place of a staged file or of a destination is refused", () =>
  withScratch(async (home) => {
    const stage = interruptAfter(home, 1);
    Deno.writeTextFileSync(`${home}/target`, "new");
    Deno.removeSync(`${home}/tmp/${stage}/current`);
    Deno.symlinkSync(`${home}/target`, `${home}/tmp/${stage}/current`);
    await failureOf("home.unsafe", () => readJournal(home, LAYOUT, OPERATIONS));
    Deno.removeSync(`${home}/tmp/${stage}/current`);
    Deno.writeTextFileSync(`${home}/tmp/${stage}/current`, "new");
    Deno.removeSync(`${home}/current`);
    Deno.symlinkSync(`${home}/target`, `${home}/current`);
    await failureOf("home.unsafe", () => readJournal(home, LAYOUT, OPERATIONS));
  }));

Deno.test("a journal that is a link or a pipe is refused without opening it", () =>
  withScratch(async (home) => {
    makePipe(`${home}/journal.json`);
    await failureOf("home.unsafe", () => readJournal(home, LAYOUT, OPERATIONS));
    Deno.removeSync(`${home}/journal.json`);
    Deno.writeTextFileSync(`${home}/target`, "{}");
    Deno.symlinkSync(`${home}/target`, `${home}/journal.json`);
    await failureOf("home.unsafe", () => readJournal(home, LAYOUT, OPERATIONS));
  }));

Deno.test("a destination that somebody has changed since is not overwritten", () =>
  withScratch(async (home) => {
    interruptAfter(home, 1);
    Deno.writeTextFileSync(`${home}/current`, "the user's own");
    assert.deepEqual(await failureOf("journal.refused", () => settle(home)), {
      operation: "publish",
      problem: '"current" changed in the meantime',
    });
    assert.equal(Deno.readTextFileSync(`${home}/current`), "the user's own");
  }));

/** One operation: publishes a file, then moves away what somebody else may still write to. */
const TAKING: OperationTable = new Map([
  ["take", (stage) => [
    { from: `tmp/${stage}/new`, to: "data/new" },
    { from: "theirs", to: "data/theirs", links: "record", unguarded: true } as const,
  ]],
]);

Deno.test("what may be changed by others is moved as it is then, with the links in it", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/data`);
    Deno.mkdirSync(`${home}/theirs`);
    Deno.symlinkSync("nowhere", `${home}/theirs/link`);
    let name = "";
    {
      using stage = makeStage(home, "tmp");
      name = stage.name;
      Deno.writeTextFileSync(`${stage.path}/new`, "new");
      Deno.mkdirSync(`${home}/data/theirs/full`, { recursive: true });
      // The second move fails: something is there.
      assert.throws(() =>
        runJournal(home, LAYOUT, TAKING, { operation: "take", stage, facts: {} })
      );
    }
    Deno.removeSync(`${home}/data/theirs`, { recursive: true });
    Deno.writeTextFileSync(`${home}/theirs/more`, "written later");
    const unfinished = readJournal(home, LAYOUT, TAKING);
    assert.deepEqual([unfinished?.stage, unfinished?.committed], [name, true]);
    assert(unfinished !== null);
    settleJournal(home, LAYOUT, unfinished);
    assert.equal(Deno.readTextFileSync(`${home}/data/theirs/more`), "written later");
    assert.equal(Deno.readLinkSync(`${home}/data/theirs/link`), "nowhere");
  }));

Deno.test("a digest that the caller has made is the one that the journal keeps", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/data`);
    using stage = makeStage(home, "tmp");
    fillStage(stage);
    const digests = new Map([[`tmp/${stage.name}/directory`, "f".repeat(64)]]);
    // The second move fails, so that the journal stays.
    Deno.mkdirSync(`${home}/current`);
    assert.throws(() =>
      runJournal(home, LAYOUT, OPERATIONS, { operation: "publish", stage, facts: FACTS, digests })
    );
    assert.match(Deno.readTextFileSync(`${home}/journal.json`), /"sha256":"f{64}"/);
  }));
