import assert from "node:assert/strict";
import { currentFile, LAYOUT, sessionDirectory } from "../../src/repo/layout.ts";
import { chooseSession } from "../../src/session/choose_session.ts";
import { ensureHouse } from "../../src/session/ensure_house.ts";
import { readInterrupted } from "../../src/session/interrupted.ts";
import { listSessions } from "../../src/session/list_sessions.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { record } from "../../src/session/record.ts";
import { startSession } from "../../src/session/start_session.ts";
import type { JournalFacts } from "../../src/store/journal.ts";
import { runScript } from "../support/child.ts";
import { interruptOperation } from "../support/interrupt_operation.ts";
import { failureOf, pathsBelow } from "../support/scratch.ts";
import { note, placeAt, startRequest, withSession, writerAt } from "../support/writer.ts";

const CHILD = new URL("session_child.ts", import.meta.url);
const STAGE = "0123456789ab";
const SECOND = "261123-second";

function interrupt(home: string, operation: string, facts: JournalFacts, moved: number): void {
  interruptOperation(home, operation, facts, { stage: STAGE, moved });
}

function stage(home: string, files: Readonly<Record<string, string>>): string {
  const path = `${home}/${LAYOUT.tmp}/${STAGE}`;
  Deno.mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries({ lock: "", ...files })) {
    Deno.writeTextFileSync(`${path}/${name}`, text);
  }
  return path;
}

/** Cuts off the start of a second session; the first one stays the previous one. */
function interruptStart(home: string, first: string, moved: number): void {
  const path = stage(home, { current: SECOND, previous: first });
  const from = `${home}/${sessionDirectory(first)}`;
  Deno.mkdirSync(`${path}/session`);
  for (const name of ["base.json", "log.jsonl", "meta.json", "state.json"]) {
    Deno.copyFileSync(`${from}/${name}`, `${path}/session/${name}`);
  }
  const facts = { session: SECOND, tree: null, current: "yes", previous: "yes" };
  interrupt(home, "start", facts, moved);
}

async function seen(home: string): Promise<unknown> {
  const choice = await chooseSession(placeAt(home), SESSION_OPERATIONS, {
    flag: null,
    variable: null,
  });
  const sessions = await listSessions(placeAt(home), SESSION_OPERATIONS);
  return {
    current: choice.chosen?.id,
    previous: sessions.find((session) => session.previous)?.id,
    count: sessions.length,
  };
}

for (const moved of [0, 1, 2, 3]) {
  const committed = moved > 0;
  const what = `a start that was cut off after ${moved} of 3 moves`;
  Deno.test(`${what} is seen and settled as ${committed ? "done" : "not begun"}`, () =>
    withSession(async ({ home, writer, id }) => {
      interruptStart(home, id, moved);
      const state = committed
        ? { current: SECOND, previous: id, count: 2 }
        : { current: id, previous: undefined, count: 1 };
      const before = pathsBelow(home);
      assert.deepEqual(await seen(home), state);
      assert.equal(readInterrupted(home, SESSION_OPERATIONS)?.committed, committed);
      assert.deepEqual(pathsBelow(home), before);
      await record(writer, id, () => ({ events: [note("next")] }));
      const kind = committed ? "interrupted_finished" : "interrupted_undone";
      assert.deepEqual(writer.notices, [{ kind, operation: "start" }]);
      assert.equal(readInterrupted(home, SESSION_OPERATIONS), null);
      assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
      assert.deepEqual(await seen(home), state);
    }));
}

for (const moved of [0, 1, 2]) {
  const committed = moved > 0;
  const what = `a switch that was cut off after ${moved} of 2 moves`;
  Deno.test(`${what} is seen and settled as ${committed ? "done" : "not begun"}`, () =>
    withSession(async ({ home, writer, id }) => {
      const second = await startSession(writer, startRequest({ parallel: true }));
      stage(home, { current: second.view.id, previous: id });
      const facts = { tree: null, current: "yes", previous: "yes" };
      interrupt(home, "switch", facts, moved);
      const state = committed
        ? { current: second.view.id, previous: id, count: 2 }
        : { current: id, previous: undefined, count: 2 };
      assert.deepEqual(await seen(home), state);
      await record(writer, id, () => ({ events: [note("next")] }));
      assert.deepEqual(await seen(home), state);
      assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
    }));
}

Deno.test("a start after an interrupted start goes on with what that one began", () =>
  withSession(async ({ home, writer, id }) => {
    interruptStart(home, id, 1);
    const { kind, view } = await startSession(writer, startRequest());
    assert.deepEqual([kind, view.id], ["continuing", SECOND]);
  }));

Deno.test("a start removes the unfinished copies that a dead process left, and nothing like them", () =>
  withSession(async ({ home, writer }) => {
    const house = `${home}/.orchestrator`;
    for (const path of ["sessions/.261122-a.0123abcd.tmp/checkpoints", "trash/.x.0123abcd.tmp"]) {
      Deno.mkdirSync(`${house}/${path}`, { recursive: true });
      Deno.writeTextFileSync(`${house}/${path}/file`, "");
    }
    const kept = ["sessions/.0123abcd.tmp", "sessions/x.0123abcd.tmp", "trash/.x.0123ABCD.tmp"];
    for (const path of kept) Deno.mkdirSync(`${house}/${path}`);
    await startSession(writer, startRequest({ parallel: true }));
    const left = pathsBelow(house).filter((path) => path.includes(".tmp"));
    assert.deepEqual(left, kept.map((path) => `${path}/`).toSorted());
  }));

Deno.test("readers of a home in which sessions are being started always see one that is current", () =>
  withSession(async ({ home }) => {
    let isOver = false;
    const starting = runScript(CHILD, ["start", home, "30"]).finally(() => isOver = true);
    try {
      for (let count = 0; !isOver;) {
        const nothing = { flag: null, variable: null };
        const { chosen } = await chooseSession(placeAt(home), SESSION_OPERATIONS, nothing);
        assert.equal(chosen?.by, "current");
        const known = (await listSessions(placeAt(home), SESSION_OPERATIONS)).length;
        assert(known >= count);
        count = known;
        // Nothing above waits, and the end of the other process must be seen.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    } finally {
      await starting;
    }
    assert.deepEqual(await starting, { code: 0, stdout: "", stderr: "" });
  }));

const PLANTED: Readonly<Record<string, JournalFacts>> = {
  "a session outside": { session: "../../outside", tree: null, current: null, previous: null },
  "a worktree outside": { session: SECOND, tree: "../..", current: "yes", previous: null },
  "a device name": { session: "con", tree: null, current: null, previous: null },
};

for (const [name, facts] of Object.entries(PLANTED)) {
  Deno.test(`a planted journal with ${name} stops every command that changes something`, () =>
    withSession(async ({ home, writer, id, file }) => {
      const log = Deno.readTextFileSync(file("log.jsonl"));
      const steps = [{
        from: currentFile(null),
        to: "outside",
        sha256: "0".repeat(64),
        replaces: null,
      }];
      const journal = { schema: 1, operation: "start", stage: STAGE, facts, steps };
      Deno.writeTextFileSync(`${home}/${LAYOUT.journal}`, JSON.stringify(journal));
      const before = pathsBelow(home);
      const decide = () => ({ events: [note("next")] });
      await failureOf("journal.refused", () => record(writer, id, decide));
      await failureOf("journal.refused", () => startSession(writer, startRequest()));
      await failureOf("journal.refused", () => seen(home));
      assert.deepEqual(pathsBelow(home), before);
      assert.equal(Deno.readTextFileSync(file("log.jsonl")), log);
    }));
}

Deno.test("the house begins with its .gitignore, and what is there stays", () =>
  withSession(async ({ home }) => {
    Deno.writeTextFileSync(`${home}/${LAYOUT.gitignore}`, "# mine\n");
    await ensureHouse(writerAt(home), '{"schema":2}\n');
    assert.equal(Deno.readTextFileSync(`${home}/${LAYOUT.gitignore}`), "# mine\n");
    assert.equal(Deno.readTextFileSync(`${home}/${LAYOUT.meta}`), '{"schema":1}\n');
  }));
