import assert from "node:assert/strict";
import { lockSession } from "../../src/session/lock_house.ts";
import { readEvents } from "../../src/session/read_events.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { fail } from "../../src/store/failure.ts";
import { runScript, runScriptWithFileLimit } from "../support/child.ts";
import { failureOf, pathsBelow } from "../support/scratch.ts";
import { completion, note, withSession } from "../support/writer.ts";

const CHILD = new URL("session_child.ts", import.meta.url);

Deno.test("events of one command are one group, a single event is none", () =>
  withSession(async ({ home, writer, id }) => {
    await record(writer, id, () => ({ events: [note("1"), note("2"), note("3")] }));
    await record(writer, id, () => ({ events: [note("4")] }));
    const { events, condition } = await readEvents(home, id);
    assert.deepEqual(condition, { kind: "sound" });
    assert.deepEqual(events.slice(2).map(({ seq, group }) => [seq, group]), [
      [3, [1, 3]],
      [4, [2, 3]],
      [5, [3, 3]],
      [6, undefined],
    ]);
    assert.equal(events[2]?.actor, "agent");
    assert.equal(events[2]?.details["actor_evidence"], "env:TEST");
  }));

Deno.test("a decision sees what was recorded before and its result is shown", () =>
  withSession(async ({ writer, id }) => {
    await record(writer, id, () => ({ events: [completion("a")] }));
    const { view, events } = await record(writer, id, (fold) => {
      assert.equal(fold.state.phases.get("PLAN")?.items.get("a")?.status, "completed");
      return { events: [completion("b")] };
    });
    assert.equal(view.fold.state.phases.get("PLAN")?.items.get("b")?.status, "completed");
    assert.equal(view.events, 4);
    assert.equal(events[0]?.item_id, "b");
  }));

Deno.test("a decision that fails or records nothing leaves every byte as it was", () =>
  withSession(async ({ home, writer, id, file }) => {
    const before = Deno.readFileSync(file("log.jsonl"));
    const problem = { status: "active", command: "test" };
    await failureOf("workflow.not_active", () =>
      record(writer, id, () => {
        throw fail("workflow.not_active", problem);
      }));
    await record(writer, id, () => ({ events: [] }));
    assert.deepEqual(Deno.readFileSync(file("log.jsonl")), before);
    assert.deepEqual(pathsBelow(`${home}/.orchestrator/tmp`), []);
  }));

Deno.test("an event that the fold does not allow is a bug and is not written", () =>
  withSession(async ({ writer, id, file }) => {
    const before = Deno.readFileSync(file("log.jsonl"));
    await assert.rejects(
      record(writer, id, () => ({ events: [note("1"), completion("nobody")] })),
      /does not allow "item_completed"/,
    );
    assert.deepEqual(Deno.readFileSync(file("log.jsonl")), before);
  }));

Deno.test("what 16 processes record at once is all there, each group in one piece", () =>
  withSession(async ({ home, id }) => {
    const names = Array.from({ length: 16 }, (_, index) => `process ${index}`);
    const results = await Promise.all(
      names.map((name) => runScript(CHILD, ["record", home, id, name, name, name])),
    );
    assert.deepEqual(results.map(({ code, stderr }) => [code, stderr]), names.map(() => [0, ""]));
    const { events, condition } = await readEvents(home, id);
    assert.deepEqual(condition, { kind: "sound" });
    const messages = events.slice(2).map(({ message }) => message);
    const groups = names.map((_, index) => new Set(messages.slice(3 * index, 3 * index + 3)));
    assert.deepEqual(groups.map(({ size }) => size), names.map(() => 1));
    assert.deepEqual(new Set(messages), new Set(names));
    assert.equal((await readSession(home, id)).events, 50);
  }));

Deno.test("a full disk leaves the log as it was, and the next command records", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [note("x".repeat(200_000))] }));
    const before = Deno.readFileSync(file("log.jsonl"));
    const limit = Math.ceil(before.length / 1024) + 1;
    const args = ["record", home, id, "y".repeat(50_000)];
    const { code, stdout } = await runScriptWithFileLimit(limit, CHILD, args);
    assert.deepEqual([code, JSON.parse(stdout).code], [74, "io"]);
    assert.deepEqual(Deno.readFileSync(file("log.jsonl")), before);
    await record(writer, id, () => ({ events: [note("next")] }));
    assert.equal((await readEvents(home, id)).events.at(-1)?.message, "next");
    assert.deepEqual(writer.notices, []);
  }));

Deno.test("a full disk at start leaves no session", () =>
  withSession(async ({ home, id }) => {
    const { code } = await runScriptWithFileLimit(0, CHILD, ["start", home]);
    assert.equal(code, 74);
    assert.deepEqual([...Deno.readDirSync(`${home}/.orchestrator/sessions`)].map((e) => e.name), [
      id,
    ]);
    assert.equal(Deno.readTextFileSync(`${home}/.orchestrator/current`), id);
    assert.deepEqual(pathsBelow(`${home}/.orchestrator/tmp`), []);
  }));

for (const [name, tail] of [["half a line", '{"timestamp":"2026'], ["NULs", "\0\0\0\n"]]) {
  Deno.test(`a torn tail of ${name} is shown by readers, and set aside by the next command`, () =>
    withSession(async ({ home, writer, id, file }) => {
      const whole = Deno.readTextFileSync(file("log.jsonl"));
      Deno.writeTextFileSync(file("log.jsonl"), whole + tail);
      const { condition } = await readSession(home, id);
      assert.deepEqual(condition, { kind: "torn", line: 3, bytes: tail?.length });
      assert.equal(Deno.readTextFileSync(file("log.jsonl")), whole + tail);
      await record(writer, id, () => ({ events: [note("next")] }));
      const { events, condition: after } = await readEvents(home, id);
      assert.deepEqual(after, { kind: "sound" });
      assert.equal(events.length, 3);
      const [notice] = writer.notices;
      assert(notice?.kind === "torn_repaired");
      assert.match(notice.quarantine, new RegExp(`quarantine/${id}-3-[0-9a-f]{8}$`));
      assert.equal(Deno.readTextFileSync(`${home}/${notice.quarantine}`), tail);
      const reason = JSON.parse(Deno.readTextFileSync(`${home}/${notice.quarantine}.reason.json`));
      assert.equal(reason.session, id);
      assert.equal(reason.file, "log.jsonl");
    }));
}

Deno.test("a group that was cut off never counted, none of its lines", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [completion("a"), completion("b")] }));
    Deno.truncateSync(file("log.jsonl"), Deno.statSync(file("log.jsonl")).size - 1);
    const { fold, events } = await readSession(home, id);
    assert.equal(events, 2);
    assert.equal(fold.state.phases.get("PLAN")?.items.get("a")?.status, "pending");
  }));

Deno.test("a mark of a failed sync cuts the log for readers, and the next command rewrites it", () =>
  withSession(async ({ home, writer, id, file }) => {
    const end = Deno.statSync(file("log.jsonl")).size;
    await record(writer, id, () => ({ events: [completion("a")] }));
    const { ino, size } = Deno.statSync(file("log.jsonl"));
    Deno.writeTextFileSync(file("suspect"), `${end}\n`);
    const { fold, condition } = await readSession(home, id);
    assert.deepEqual(condition, { kind: "sound" });
    assert.equal(fold.state.phases.get("PLAN")?.items.get("a")?.status, "pending");
    assert.equal(Deno.statSync(file("log.jsonl")).size, size);
    await record(writer, id, () => ({ events: [completion("b")] }));
    const { events } = await readEvents(home, id);
    assert.deepEqual(events.map(({ item_id }) => item_id), [null, null, "b"]);
    assert.notEqual(Deno.statSync(file("log.jsonl")).ino, ino);
    assert.throws(() => Deno.statSync(file("suspect")), Deno.errors.NotFound);
    assert.deepEqual(writer.notices.map(({ kind }) => kind), ["suspect_repaired"]);
    const kept = [...Deno.readDirSync(`${home}/.orchestrator/quarantine`)];
    assert.equal(kept.length, 2);
  }));

for (const text of ["all\n", "", "12", "oops\n", "-1\n", "1e3\n"]) {
  Deno.test(`a mark of the text ${JSON.stringify(text)} loses no event`, () =>
    withSession(async ({ home, writer, id, file }) => {
      await record(writer, id, () => ({ events: [completion("a")] }));
      Deno.writeTextFileSync(file("suspect"), text);
      await record(writer, id, () => ({ events: [completion("b")] }));
      assert.equal((await readEvents(home, id)).events.length, 4);
      assert.throws(() => Deno.statSync(file("suspect")), Deno.errors.NotFound);
    }));
}

Deno.test("a mark cannot take back what a cache has applied", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
    Deno.writeTextFileSync(file("suspect"), "0\n");
    assert.equal((await readSession(home, id)).events, 3);
    await record(writer, id, () => ({ events: [completion("b")] }));
    assert.equal((await readEvents(home, id)).events.length, 4);
  }));

Deno.test("an event of a type that this version does not know makes a session read-only", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [note("future")] }));
    const log = Deno.readTextFileSync(file("log.jsonl"));
    Deno.writeTextFileSync(file("log.jsonl"), log.replace('"note_added"', '"state_foretold"'));
    const { condition, events } = await readSession(home, id);
    assert.deepEqual(condition, { kind: "newer", what: 'event type "state_foretold"' });
    assert.equal(events, 3);
    assert.equal((await readEvents(home, id)).events.length, 3);
    const facts = await failureOf(
      "session.newer",
      () => record(writer, id, () => ({ events: [] })),
    );
    assert.equal(facts.session, id);
  }));

Deno.test("a base of a newer schema makes a session unreadable for this version", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.removeSync(file("state.json"));
    const base = Deno.readTextFileSync(file("base.json"));
    Deno.writeTextFileSync(file("base.json"), base.replace('"schema":1', '"schema":2'));
    const facts = await failureOf("session.newer", () => readSession(home, id));
    assert.equal(facts.what, "schema 2");
    await failureOf("session.newer", () => record(writer, id, () => ({ events: [] })));
  }));

Deno.test("events prepared before the lock are made anew when another command records first", () =>
  withSession(async ({ home, writer, id }) => {
    const seen: (string | undefined)[] = [];
    const decided = Promise.withResolvers<void>();
    const held = await lockSession(writer, id);
    const waiting = record(writer, id, (fold) => {
      seen.push(fold.state.phases.get("PLAN")?.items.get("a")?.status);
      decided.resolve();
      return { events: [note("second")] };
    });
    await decided.promise;
    const unlocked = { timeoutSeconds: 0, mode: "none" } as const;
    const other = { ...writer, lock: () => Promise.resolve(unlocked) };
    await record(other, id, () => ({ events: [completion("a")] }));
    held[Symbol.dispose]();
    const { events: [recorded] } = await waiting;
    assert.deepEqual([seen[0], seen.at(-1)], ["pending", "completed"]);
    const { events, condition } = await readEvents(home, id);
    assert.deepEqual(condition, { kind: "sound" });
    assert.deepEqual(events.slice(2).map(({ seq, item_id }) => [seq, item_id]), [[3, "a"], [
      4,
      null,
    ]]);
    assert.deepEqual(events.at(-1), recorded);
  }));

Deno.test("events prepared before the lock are recorded as they are when nobody came first", () =>
  withSession(async ({ writer, id }) => {
    let calls = 0;
    const { events } = await record(writer, id, () => ({ events: [note(`call ${++calls}`)] }));
    assert.deepEqual([calls, events[0]?.message], [1, "call 1"]);
  }));

Deno.test("a log that is replaced before the lock is read again, also when it is as long as before", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [note("unfinished")] }));
    const torn = Deno.readTextFileSync(file("log.jsonl")).replace("unfinished", "unfinishe\\");
    const decided = Promise.withResolvers<void>();
    const held = await lockSession(writer, id);
    const waiting = record(writer, id, () => {
      decided.resolve();
      return { events: [note("whole")] };
    });
    await decided.promise;
    Deno.writeTextFileSync(file("other"), torn);
    Deno.renameSync(file("other"), file("log.jsonl"));
    held[Symbol.dispose]();
    await waiting;
    const { events, condition } = await readEvents(home, id);
    assert.deepEqual(condition, { kind: "sound" });
    assert.deepEqual(events.slice(2).map(({ seq, message }) => [seq, message]), [[3, "whole"]]);
    assert.equal(pathsBelow(`${home}/.orchestrator/quarantine`).length, 2);
  }));

Deno.test("a decision that also acts is made once, with the lock", () =>
  withSession(async ({ writer, id, file }) => {
    const locked: boolean[] = [];
    const act = () => {
      using lock = Deno.openSync(file("lock"), { read: true, write: true });
      locked.push(!lock.tryLockSync(true));
      return { events: [note("acted")] };
    };
    await record(writer, id, act, { acts: true });
    assert.deepEqual(locked, [true]);
  }));
