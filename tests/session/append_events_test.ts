import assert from "node:assert/strict";
import { appendEvents, mendUnsynced } from "../../src/session/append_events.ts";
import { loadLog } from "../../src/session/load_log.ts";
import { readEvents } from "../../src/session/read_events.ts";
import { record } from "../../src/session/record.ts";
import { sealEvents } from "../../src/session/seal_events.ts";
import { markUnsyncedLog } from "../../src/session/suspect.ts";
import { disposing } from "../../src/store/disposing.ts";
import { lstatOrNull } from "../../src/store/read_file.ts";
import { note, type StartedHome, withSession } from "../support/writer.ts";

/** Appends an event, or none, and leaves it open whether it is durable. */
function append({ home, writer, id }: StartedHome, ...texts: readonly string[]) {
  const { position, fold } = loadLog(home, id);
  const workflow = fold.state.workflow_id;
  const sealed = sealEvents(writer, null, workflow, texts.map(note), position);
  return appendEvents(home, id, position.to, sealed);
}

function mend({ writer, id }: StartedHome, events: ReturnType<typeof append>): boolean {
  return disposing(events.file, () => mendUnsynced(writer, id, events));
}

async function messagesOf({ home, id }: StartedHome): Promise<readonly string[]> {
  const { events, condition } = await readEvents(home, id);
  assert.deepEqual(condition, { kind: "sound" });
  return events.slice(2).map(({ message }) => message);
}

for (const [what, texts] of [["an event", ["mine"]], ["no event", []]] as const) {
  Deno.test(`after a failed sync of ${what} the log is a new file with all that was in it`, () =>
    withSession(async (session) => {
      const { file, id, home } = session;
      const { ino } = Deno.statSync(file("log.jsonl"));
      const events = append(session, ...texts);
      markUnsyncedLog(home, id);
      assert.equal(mend(session, events), true);
      assert.deepEqual(await messagesOf(session), texts);
      assert.notEqual(Deno.statSync(file("log.jsonl")).ino, ino);
      assert.equal(lstatOrNull(file("suspect")), null);
    }));
}

Deno.test("events that a failed sync has lost are not said to stand", () =>
  withSession(async (session) => {
    const { file } = session;
    const events = append(session, "mine");
    Deno.truncateSync(file("log.jsonl"), events.start);
    assert.equal(mend(session, events), false);
    assert.deepEqual(await messagesOf(session), []);
  }));

for (const [whose, stands] of [["with", true], ["without", false]] as const) {
  Deno.test(`events of a log that was replaced ${whose} them meanwhile are told so`, () =>
    withSession((session) => {
      const { file } = session;
      const before = Deno.readFileSync(file("log.jsonl"));
      const events = append(session, "mine");
      const replacement = stands ? Deno.readFileSync(file("log.jsonl")) : before;
      Deno.writeFileSync(file("other"), replacement);
      Deno.renameSync(file("other"), file("log.jsonl"));
      assert.equal(mend(session, events), stands);
      assert.deepEqual(Deno.readFileSync(file("log.jsonl")), replacement);
    }));
}

Deno.test("events that another command could not take back do not return by a later failure", () =>
  withSession(async (session) => {
    const { file, home, writer, id } = session;
    const events = append(session, "mine");
    await record(writer, id, () => ({ events: [note("not recorded")] }));
    Deno.writeTextFileSync(file("suspect"), `${events.end.to}\n`);
    markUnsyncedLog(home, id);
    assert.equal(mend(session, events), true);
    assert.deepEqual(await messagesOf(session), ["mine"]);
    assert.equal(lstatOrNull(file("suspect")), null);
  }));
