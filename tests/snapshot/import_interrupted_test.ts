import assert from "node:assert/strict";
import { LAYOUT, sessionDirectory, stageDirectory } from "../../src/repo/layout.ts";
import { listSessions } from "../../src/session/list_sessions.ts";
import { knownSessions } from "../../src/session/known_sessions.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { sessionHome } from "../../src/session/session_home.ts";
import { IMPORT_OPERATION, toImportJournal } from "../../src/snapshot/import_operation.ts";
import { treeDigest } from "../../src/store/tree_digest.ts";
import { note, placeAt, startedSession, type TestWriter, writerAt } from "../support/writer.ts";
import { pathsBelow, withScratch } from "../support/scratch.ts";

const OPERATIONS = new Map([...SESSION_OPERATIONS, IMPORT_OPERATION]);
const STAGE = "0123456789ab";

/** How many events each session of a home has for those who read it. */
async function seen(home: string): Promise<readonly number[]> {
  const { interrupted } = knownSessions(placeAt(home), OPERATIONS);
  const sessions = await listSessions(placeAt(home), OPERATIONS);
  return await Promise.all(sessions.map(async ({ id }) => {
    const { events } = await readSession(sessionHome(home, interrupted, id), id);
    return events;
  }));
}

/** Makes a home with two sessions, and stages each of them with one event more. */
async function withStaged(
  body: (home: string, writer: TestWriter, ids: readonly string[]) => Promise<void>,
): Promise<void> {
  await withScratch(async (home) => {
    const writer = { ...writerAt(home), operations: OPERATIONS };
    const ids = [
      await startedSession(writer),
      await startedSession(writer, { task: "Another", parallel: true }),
    ].sort();
    for (const id of ids) {
      const own = `${home}/${sessionDirectory(id)}`;
      const staged = `${home}/${stageDirectory(STAGE)}/${sessionDirectory(id)}`;
      const short = Deno.readFileSync(`${own}/log.jsonl`);
      await record(writer, id, () => ({ events: [note("later")] }));
      Deno.mkdirSync(staged, { recursive: true });
      for (const name of ["log.jsonl", "base.json", "meta.json"]) {
        Deno.copyFileSync(`${own}/${name}`, `${staged}/${name}`);
      }
      Deno.writeFileSync(`${own}/log.jsonl`, short);
    }
    Deno.writeTextFileSync(`${home}/${stageDirectory(STAGE)}/lock`, "");
    await body(home, writer, ids);
  });
}

/** Leaves what an import leaves that is killed when so many of the logs have moved. */
function cutOff(home: string, extended: readonly string[], moved: number): void {
  const nothing = { added: [], checkpoints: [], feedback: [], files: [], tree: undefined };
  const facts = toImportJournal({ ...nothing, extended });
  const moves = IMPORT_OPERATION[1](STAGE, facts) ?? [];
  const steps = moves.map((move) => ({
    ...move,
    sha256: treeDigest(`${home}/${move.from}`),
    replaces: treeDigest(`${home}/${move.to}`),
  }));
  const journal = { schema: 1, operation: "import", stage: STAGE, facts, steps };
  Deno.writeTextFileSync(`${home}/${LAYOUT.journal}`, JSON.stringify(journal));
  for (const { from, to } of moves.slice(0, moved)) {
    Deno.renameSync(`${home}/${from}`, `${home}/${to}`);
  }
}

for (const moved of [0, 1, 2]) {
  const state = moved > 0 ? "done" : "not begun";
  Deno.test(`an import that was cut off after ${moved} of 2 logs is seen and settled as ${state}`, () =>
    withStaged(async (home, writer, ids) => {
      const before = await seen(home);
      cutOff(home, ids, moved);
      const after = moved > 0 ? before.map((count) => count + 1) : before;
      assert.deepEqual(await seen(home), after);
      await record(writer, ids[0] ?? "", () => ({ events: [note("next")] }));
      assert.equal(sum(await seen(home)), sum(after) + 1);
      assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
    }));
}

Deno.test("who waited for the lock of a session while an import was cut off finishes that first", () =>
  withStaged(async (home, writer, ids) => {
    const before = await seen(home);
    let isCut = false;
    const waiting: TestWriter = {
      ...writer,
      // Asked for when a lock is about to be taken.
      lock: async () => {
        if (!isCut) cutOff(home, ids, 1);
        isCut = true;
        return await writer.lock();
      },
    };
    await record(waiting, ids[1] ?? "", () => ({ events: [note("next")] }));
    assert.equal(sum(await seen(home)), sum(before) + 3);
    const [finished] = waiting.notices.filter(({ kind }) => kind === "interrupted_finished");
    assert.ok(finished !== undefined);
  }));

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
