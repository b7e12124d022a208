import assert from "node:assert/strict";
import {
  checkpointFile,
  LAYOUT,
  sessionDirectory,
  trashDirectory,
  trashRecordFile,
} from "../../src/repo/layout.ts";
import { chooseSession } from "../../src/session/choose_session.ts";
import { deleteSession } from "../../src/session/delete_session.ts";
import { readInterrupted } from "../../src/session/interrupted.ts";
import { listSessions } from "../../src/session/list_sessions.ts";
import { listTrash, type TrashEntry } from "../../src/session/list_trash.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { record } from "../../src/session/record.ts";
import { restoreFromTrash } from "../../src/session/restore_from_trash.ts";
import { startSession } from "../../src/session/start_session.ts";
import { trashCheckpoints } from "../../src/session/trash_checkpoints.ts";
import { trashFacts } from "../../src/session/trash_operations.ts";
import { findTrashed } from "../../src/session/find_trashed.ts";
import { formatTrashRecord, type TrashRecord } from "../../src/session/trash_record.ts";
import { isTrashEntryOf, newTrashEntry } from "../../src/session/trash_entry.ts";
import type { FailureCode } from "../../src/store/failure.ts";
import type { JournalFacts } from "../../src/store/journal.ts";
import { treeDigest } from "../../src/store/tree_digest.ts";
import { failureOf, makePipe, pathsBelow } from "../support/scratch.ts";
import { note, placeAt, startRequest, withSession } from "../support/writer.ts";

const FORCE = { force: true } as const;
const STAGE = "0123456789ab";
const ENTRY = "20261122T101530123Z";

const SAMPLE_RECORD: TrashRecord = {
  kind: "session",
  session: "261122-x7k2qf",
  checkpoints: [],
  deleted_at: "2026-11-22T10:15:30.123000Z",
  task: null,
  status: null,
  sha256: "",
  current: [],
  previous: [],
};

/** Everything below `sessions/`, and the pointers, with modes and bytes; without lock files. */
function snapshot(home: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of pathsBelow(`${home}/.orchestrator`)) {
    if (!/^(sessions\/|trees\/|current$|previous$)/.test(path) || path.endsWith("/lock")) continue;
    const full = `${home}/.orchestrator/${path}`;
    const mode = ((Deno.lstatSync(full).mode ?? 0) & 0o777).toString(8);
    found[path] = `${mode} ${path.endsWith("/") ? "" : Deno.readFileSync(full).toHex()}`;
  }
  return found;
}

async function seen(home: string): Promise<unknown> {
  const wanted = { flag: null, variable: null };
  const { chosen } = await chooseSession(placeAt(home), SESSION_OPERATIONS, wanted);
  const sessions = await listSessions(placeAt(home), SESSION_OPERATIONS);
  const trash = listTrash(home, readInterrupted(home, SESSION_OPERATIONS));
  return {
    current: chosen?.id ?? null,
    sessions: sessions.map(({ id }) => id),
    trash: trash.map(({ record }) => record?.session ?? null),
  };
}

Deno.test("a deleted session is gone with what points to it, and comes back byte for byte", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.mkdirSync(file("transcripts"), { mode: 0o700 });
    Deno.writeTextFileSync(file("transcripts/one.txt"), "by somebody\n", { mode: 0o600 });
    Deno.writeFileSync(file("bytes"), new Uint8Array([0, 255, 10]), { mode: 0o755 });
    const before = snapshot(home);
    const deleted = await deleteSession(writer, "@", FORCE);
    assert.equal(deleted.session, id);
    assert.deepEqual(deleted.current, [null]);
    assert.deepEqual(await seen(home), { current: null, sessions: [], trash: [id] });
    const restored = await restoreFromTrash(writer, deleted.entry);
    assert.deepEqual(restored.current, [null]);
    assert.deepEqual(snapshot(home), before);
    assert.deepEqual(await seen(home), { current: id, sessions: [id], trash: [] });
    assert.deepEqual(pathsBelow(`${home}/${LAYOUT.trash}`), []);
    assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
  }));

Deno.test("a linked worktree loses its pointers with the session and gets them back", () =>
  withSession(async ({ home, writer, id }) => {
    const tree = `${home}/.orchestrator/trees/feature`;
    Deno.mkdirSync(tree, { recursive: true });
    Deno.writeTextFileSync(`${tree}/current`, id);
    Deno.writeTextFileSync(`${tree}/previous`, id);
    const before = snapshot(home);
    const { entry } = await deleteSession(writer, id, FORCE);
    assert.deepEqual(pathsBelow(tree), []);
    await restoreFromTrash(writer, entry);
    assert.deepEqual(snapshot(home), before);
  }));

Deno.test("a restored session is not made current where another one is by now", () =>
  withSession(async ({ home, writer, id }) => {
    const { entry } = await deleteSession(writer, id, FORCE);
    const next = (await startSession(writer, startRequest())).view.id;
    assert.deepEqual((await restoreFromTrash(writer, entry)).current, []);
    assert.equal(Deno.readTextFileSync(`${home}/.orchestrator/current`), next);
  }));

Deno.test("an active session is deleted only by force, an ended one without", () =>
  withSession(async ({ home, writer, id }) => {
    const { why } = await failureOf(
      "session.not_ended",
      () => deleteSession(writer, id, { force: false }),
    );
    assert.equal(why, "active");
    const end = { event_type: "workflow_completed", phase_id: null, item_id: null } as const;
    await record(writer, id, () => ({ events: [{ ...end, message: "", details: {} }] }));
    await deleteSession(writer, id, { force: false });
    assert.deepEqual(await seen(home), { current: null, sessions: [], trash: [id] });
  }));

Deno.test("a session with a link in it is not moved", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.symlinkSync("/etc", file("outside"));
    const before = pathsBelow(home);
    await failureOf("home.unsafe", () => deleteSession(writer, id, FORCE));
    assert.deepEqual(
      pathsBelow(home).filter((path) => !/lock$|trash\/$/.test(path)),
      before.filter((path) => !/lock$/.test(path)),
    );
  }));

Deno.test("a session cannot be restored over another one with its id, whatever its case", () =>
  withSession(async ({ home, writer, id }) => {
    const { entry } = await deleteSession(writer, id, FORCE);
    Deno.mkdirSync(`${home}/${sessionDirectory(id.toUpperCase())}`);
    const before = snapshot(home);
    await failureOf("trash.occupied", () => restoreFromTrash(writer, entry));
    assert.deepEqual(snapshot(home), before);
  }));

Deno.test("what is meant in the trash: an entry, an id, a unique prefix", async () => {
  const entryOf = (entry: string, session: string): TrashEntry => ({
    entry,
    record: { ...SAMPLE_RECORD, session },
  });
  const trash = [
    entryOf("20261123T101530123Z-261122-aaaaaa", "261122-aaaaaa"),
    entryOf("20261122T101530123Z-261122-aaaaaa", "261122-aaaaaa"),
    entryOf("20261122T101530124Z-261121-bbbbbb", "261121-bbbbbb"),
    { entry: "20251122T101530124Z-old", record: null },
  ];
  assert.equal(findTrashed(trash, "20261122T101530123Z-261122-aaaaaa"), trash[1]);
  assert.equal(findTrashed(trash, "261121-BBBBBB"), trash[2]);
  assert.equal(findTrashed(trash, "261121"), trash[2]);
  assert.equal(findTrashed(trash, "20261123t"), trash[0]);
  assert.equal(findTrashed(trash, "2025"), trash[3]);
  const { matches } = await failureOf(
    "trash.ambiguous",
    () => findTrashed(trash, "261122-aaaaaa"),
  );
  assert.deepEqual(matches, [trash[0]?.entry, trash[1]?.entry]);
  for (const wanted of ["", "x", "-", "@", "../261121-bbbbbb"]) {
    await failureOf("trash.not_found", () => findTrashed(trash, wanted));
  }
});

Deno.test("an entry says in its name when and of what it is, however long the id", () => {
  const now = "2026-11-22T10:15:30.123000Z";
  assert.equal(newTrashEntry(now, "261122-x7k2qf", new Set()), `${ENTRY}-261122-x7k2qf`);
  const taken = new Set([`${ENTRY}-other`, `${ENTRY}-other.json`]);
  assert.equal(newTrashEntry(now, "sess001", taken), "20261122T101530124Z-sess001");
  for (const id of ["x".repeat(64), `${"x".repeat(43)}..y`]) {
    const entry = newTrashEntry(now, id, new Set());
    assert.ok(isTrashEntryOf(entry, id), entry);
  }
  for (const entry of ["261122-x", `${ENTRY}-y`, `${ENTRY}-`, `../${ENTRY}-261122-x`]) {
    assert.equal(isTrashEntryOf(entry, "261122-x"), false, entry);
  }
});

/** Leaves what a process leaves that is killed after that many moves of an operation. */
function interrupt(home: string, operation: string, facts: JournalFacts, moved: number): void {
  const moves = SESSION_OPERATIONS.get(operation)?.(STAGE, facts) ?? [];
  const steps = moves.map((move) => ({
    ...move,
    sha256: treeDigest(`${home}/${move.from}`),
    replaces: treeDigest(`${home}/${move.to}`),
  }));
  assert.ok(steps.length > 1 && steps.every(({ sha256 }) => sha256 !== null));
  const journal = { schema: 1, operation, stage: STAGE, facts, steps };
  Deno.writeTextFileSync(`${home}/${LAYOUT.journal}`, `${JSON.stringify(journal)}\n`);
  for (const { from, to } of moves.slice(0, moved)) {
    Deno.renameSync(`${home}/${from}`, `${home}/${to}`);
  }
}

function makeStage(home: string, files: Readonly<Record<string, string>>): void {
  const path = `${home}/${LAYOUT.tmp}/${STAGE}`;
  Deno.mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries({ lock: "", ...files })) {
    Deno.writeTextFileSync(`${path}/${name}`, text);
  }
}

for (const moved of [0, 1, 2, 3]) {
  const done = moved > 0;
  const state = done ? "done" : "not begun";
  Deno.test(`a deletion that was cut off after ${moved} of 3 moves is seen and settled as ${state}`, () =>
    withSession(async ({ home, writer, id }) => {
      const other = (await startSession(writer, startRequest({ parallel: true }))).view.id;
      const record_ = { ...SAMPLE_RECORD, session: id, current: [null] };
      makeStage(home, { record: formatTrashRecord(record_) });
      Deno.mkdirSync(`${home}/${LAYOUT.trash}`);
      interrupt(home, "delete", trashFacts(`${ENTRY}-${id}`, record_), moved);
      const expected = done
        ? { current: other, sessions: [other], trash: [id] }
        : { current: id, sessions: [other, id], trash: [] };
      const before = pathsBelow(home);
      assert.deepEqual(await seen(home), expected);
      assert.deepEqual(pathsBelow(home), before);
      await record(writer, other, () => ({ events: [note("next")] }));
      assert.deepEqual(await seen(home), expected);
      assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
    }));

  Deno.test(`a restoration that was cut off after ${moved} of 3 moves is seen and settled as ${state}`, () =>
    withSession(async ({ home, writer, id }) => {
      const other = (await startSession(writer, startRequest({ parallel: true }))).view.id;
      const { entry } = await deleteSession(writer, id, FORCE);
      makeStage(home, { current: id });
      const facts = { ...SAMPLE_RECORD, session: id, current: [null] };
      interrupt(home, "restore", trashFacts(entry, facts), moved);
      const expected = done
        ? { current: id, sessions: [other, id], trash: [] }
        : { current: other, sessions: [other], trash: [id] };
      assert.deepEqual(await seen(home), expected);
      await record(writer, other, () => ({ events: [note("next")] }));
      assert.deepEqual(await seen(home), expected);
      assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
    }));
}

Deno.test("a deletion across devices that was cut off while the source was removed is finished", () =>
  withSession(async ({ home, writer, id, file }) => {
    const other = (await startSession(writer, startRequest({ parallel: true }))).view.id;
    const kept = Deno.readTextFileSync(file("log.jsonl"));
    const record_ = { ...SAMPLE_RECORD, session: id, current: [null] };
    makeStage(home, { record: formatTrashRecord(record_) });
    const trash = `${home}/${trashDirectory(`${ENTRY}-${id}`)}`;
    interrupt(home, "delete", trashFacts(`${ENTRY}-${id}`, record_), 0);
    Deno.mkdirSync(trash, { recursive: true });
    for (const name of ["base.json", "log.jsonl", "meta.json", "state.json"]) {
      Deno.copyFileSync(file(name), `${trash}/${name}`);
    }
    Deno.removeSync(file("base.json"));
    const expected = { current: other, sessions: [other], trash: [id] };
    assert.deepEqual(await seen(home), expected);
    await record(writer, other, () => ({ events: [note("next")] }));
    assert.deepEqual(await seen(home), expected);
    assert.equal(Deno.readTextFileSync(`${trash}/log.jsonl`), kept);
    assert.deepEqual(pathsBelow(`${home}/${LAYOUT.sessions}`).filter((p) => p.startsWith(id)), []);
  }));

/** What somebody may have put into the trash of a repository, and the failure that it meets. */
const HOSTILE: readonly {
  readonly name: string;
  readonly plant: (home: string, entry: string) => void;
  readonly code: FailureCode;
}[] = [
  {
    name: "a changed file",
    plant: (home, entry) =>
      Deno.writeTextFileSync(`${home}/${trashDirectory(entry)}/log.jsonl`, "x", { append: true }),
    code: "trash.invalid",
  },
  {
    name: "an added file",
    plant: (home, entry) => Deno.writeTextFileSync(`${home}/${trashDirectory(entry)}/more`, ""),
    code: "trash.invalid",
  },
  {
    name: "a link among its files",
    plant: (home, entry) => Deno.symlinkSync("/etc", `${home}/${trashDirectory(entry)}/etc`),
    code: "trash.invalid",
  },
  {
    name: "a pipe among its files",
    plant: (home, entry) => makePipe(`${home}/${trashDirectory(entry)}/pipe`),
    code: "trash.invalid",
  },
  {
    name: "no record",
    plant: (home, entry) => Deno.removeSync(`${home}/${trashRecordFile(entry)}`),
    code: "trash.invalid",
  },
  {
    name: "a record that is no JSON",
    plant: (home, entry) => Deno.writeTextFileSync(`${home}/${trashRecordFile(entry)}`, "{"),
    code: "trash.invalid",
  },
  {
    name: "a record that is a link",
    plant: (home, entry) => {
      const path = `${home}/${trashRecordFile(entry)}`;
      Deno.renameSync(path, `${home}/elsewhere`);
      Deno.symlinkSync(`${home}/elsewhere`, path);
    },
    code: "trash.invalid",
  },
  ...["../../../outside", "261122-other", "", "a/b", "CON"].map((session) => ({
    name: `a record of the session ${JSON.stringify(session)}`,
    plant: (home: string, entry: string) => changeRecord(home, entry, { session }),
    code: "trash.invalid" as const,
  })),
  {
    name: "a record with a tree outside",
    plant: (home, entry) => changeRecord(home, entry, { current: "../../.." }),
    code: "trash.invalid",
  },
  {
    name: "a record with checkpoints outside",
    plant: (home, entry) =>
      changeRecord(home, entry, { kind: "checkpoints", checkpoints: ["../../x"] }),
    code: "trash.invalid",
  },
  {
    name: "a directory that is a link",
    plant: (home, entry) => {
      const path = `${home}/${trashDirectory(entry)}`;
      Deno.renameSync(path, `${home}/elsewhere`);
      Deno.symlinkSync(`${home}/elsewhere`, path);
    },
    code: "home.unsafe",
  },
  {
    name: "a trash that is a link",
    plant: (home) => {
      Deno.renameSync(`${home}/${LAYOUT.trash}`, `${home}/elsewhere`);
      Deno.symlinkSync(`${home}/elsewhere`, `${home}/${LAYOUT.trash}`);
    },
    code: "home.unsafe",
  },
  {
    name: "sessions that are a link",
    plant: (home) => {
      Deno.renameSync(`${home}/${LAYOUT.sessions}`, `${home}/elsewhere`);
      Deno.symlinkSync(`${home}/elsewhere`, `${home}/${LAYOUT.sessions}`);
    },
    code: "home.unsafe",
  },
];

for (const { name, plant, code } of HOSTILE) {
  Deno.test(`an entry of the trash with ${name} is refused and nothing moves`, () =>
    withSession(async ({ home, writer, id }) => {
      const { entry } = await deleteSession(writer, id, FORCE);
      plant(home, entry);
      const before = pathsBelow(home);
      await failureOf(code, () => restoreFromTrash(writer, entry));
      assert.deepEqual(pathsBelow(home), before);
    }));
}

function changeRecord(
  home: string,
  entry: string,
  change: Readonly<Record<string, unknown>>,
): void {
  const path = `${home}/${trashRecordFile(entry)}`;
  const found: unknown = JSON.parse(Deno.readTextFileSync(path));
  assert.ok(typeof found === "object");
  Deno.writeTextFileSync(path, JSON.stringify({ ...found, ...change }));
}

Deno.test("checkpoints go to the trash together and come back byte for byte", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.mkdirSync(file("checkpoints"));
    for (const name of ["cp_1", "cp_2", "cp_3"]) {
      Deno.writeTextFileSync(`${home}/${checkpointFile(id, name)}`, `{"id":"${name}"}`);
    }
    const before = snapshot(home);
    const entry = await trashCheckpoints(writer, id, () => ["cp_1", "cp_3"]);
    assert.ok(entry !== null);
    assert.deepEqual(pathsBelow(file("checkpoints")), ["cp_2.json"]);
    Deno.writeTextFileSync(`${home}/${checkpointFile(id, "cp_3")}`, "mine");
    const { checkpoint } = await failureOf("trash.occupied", () => restoreFromTrash(writer, entry));
    assert.equal(checkpoint, "cp_3");
    Deno.removeSync(`${home}/${checkpointFile(id, "cp_3")}`);
    assert.deepEqual((await restoreFromTrash(writer, entry)).checkpoints, ["cp_1", "cp_3"]);
    assert.deepEqual(snapshot(home), before);
    assert.deepEqual(pathsBelow(`${home}/${LAYOUT.trash}`), []);
    assert.equal(await trashCheckpoints(writer, id, () => []), null);
  }));
