import assert from "node:assert/strict";
import { appendEvents, mendUnsynced } from "../../src/session/append_events.ts";
import { readEvents } from "../../src/session/read_events.ts";
import { record } from "../../src/session/record.ts";
import { disposing } from "../../src/store/disposing.ts";
import { bytesOf } from "../support/scratch.ts";
import { note, type StartedHome, withSession } from "../support/writer.ts";

/** Records a note in a way that leaves open whether it is durable, and what the log was before. */
async function appendLast({ writer, id, home, file }: StartedHome) {
  const before = Deno.readFileSync(file("log.jsonl"));
  await record(writer, id, () => ({ events: [note("last")] }));
  const whole = Deno.readFileSync(file("log.jsonl"));
  Deno.writeFileSync(file("log.jsonl"), before);
  const events = appendEvents(home, id, before.length, whole.subarray(before.length));
  return { before, whole, events };
}

Deno.test("events whose sync failed are taken back in a new file when they are the last ones", () =>
  withSession(async (session) => {
    const { home, id, file } = session;
    const { before, events } = await appendLast(session);
    const { ino } = Deno.statSync(file("log.jsonl"));
    disposing(events.file, () => assert.equal(mendUnsynced(home, id, events), false));
    assert.deepEqual(Deno.readFileSync(file("log.jsonl")), before);
    assert.notEqual(Deno.statSync(file("log.jsonl")).ino, ino);
  }));

Deno.test("events whose sync failed stand in a new file when others have appended after them", () =>
  withSession(async (session) => {
    const { home, id, file, writer } = session;
    const { events } = await appendLast(session);
    await record(writer, id, () => ({ events: [note("later")] }));
    const whole = Deno.readFileSync(file("log.jsonl"));
    const { ino } = Deno.statSync(file("log.jsonl"));
    disposing(events.file, () => assert.equal(mendUnsynced(home, id, events), true));
    assert.deepEqual(Deno.readFileSync(file("log.jsonl")), whole);
    assert.notEqual(Deno.statSync(file("log.jsonl")).ino, ino);
    const { condition } = await readEvents(home, id);
    assert.deepEqual(condition, { kind: "sound" });
  }));

for (const [whose, stands] of [["with", true], ["without", false]] as const) {
  Deno.test(`events whose sync failed after the log was replaced ${whose} them are told so`, () =>
    withSession(async (session) => {
      const { home, id, file } = session;
      const { before, whole, events } = await appendLast(session);
      const replacement = stands ? whole : before;
      Deno.writeFileSync(file("other"), replacement);
      Deno.renameSync(file("other"), file("log.jsonl"));
      disposing(events.file, () => assert.equal(mendUnsynced(home, id, events), stands));
      assert.deepEqual(Deno.readFileSync(file("log.jsonl")), replacement);
    }));
}

Deno.test("a log that could not be synced for a command without events stays, in a new file", () =>
  withSession(({ home, id, file }) => {
    const before = Deno.readFileSync(file("log.jsonl"));
    const { ino } = Deno.statSync(file("log.jsonl"));
    const events = appendEvents(home, id, before.length, bytesOf(""));
    disposing(events.file, () => assert.equal(mendUnsynced(home, id, events), true));
    assert.deepEqual(Deno.readFileSync(file("log.jsonl")), before);
    assert.notEqual(Deno.statSync(file("log.jsonl")).ino, ino);
  }));
