import assert from "node:assert/strict";
import {
  LAYOUT,
  sessionDirectory,
  sessionFile,
  stageDirectory,
  trashDirectory,
  trashRecordFile,
} from "../../src/repo/layout.ts";
import { makeKnownValues } from "../../src/scrub/known_values.ts";
import { deleteSession } from "../../src/session/delete_session.ts";
import { readInterrupted } from "../../src/session/interrupted.ts";
import { knownSessions } from "../../src/session/known_sessions.ts";
import { listTrash } from "../../src/session/list_trash.ts";
import { makeCheckpoint } from "../../src/session/make_checkpoint.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { readEvents } from "../../src/session/read_events.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { redactSession } from "../../src/session/redact_session.ts";
import { restoreFromTrash } from "../../src/session/restore_from_trash.ts";
import { sessionHome } from "../../src/session/session_home.ts";
import { interruptOperation } from "../support/interrupt_operation.ts";
import { LEAKED_TOKEN } from "../support/leak_token.ts";
import { failureOf, pathsBelow } from "../support/scratch.ts";
import { predecessorLine } from "../support/session_files.ts";
import { note, placeAt, withSession } from "../support/writer.ts";

const STAGE = "0123456789ab";
const VALUE = "the name of the horse";

function treeOf(path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pathsBelow(path).filter((name) => !name.endsWith("/")).map((name) => [
      name,
      Deno.readTextFileSync(`${path}/${name}`),
    ]),
  );
}

Deno.test("a redacted session has the same events and state without the secrets, and goes on", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [note(`Called it ${VALUE}`)] }));
    await record(writer, id, () => ({ events: [note("harmless"), note(`Again: ${VALUE}`)] }));
    await makeCheckpoint(writer, id, { message: VALUE, decisions: [], files: [] });
    const history = `${predecessorLine()}\n${
      predecessorLine({ message: LEAKED_TOKEN })
    }\nno {json\n`;
    Deno.writeTextFileSync(file("history.jsonl"), history);
    const before = await readEvents(home, id);
    const state = (await readSession(home, id)).fold.state;
    const knowing = {
      ...writer,
      knownValues: () => Promise.resolve(makeKnownValues([VALUE])),
    };
    const redacted = await redactSession(knowing, "@");
    assert.equal(redacted.session, id);
    const counts = redacted.files.map(({ name, redactions }) =>
      `${name.replace(/cp_\w+/, "cp")}: ${redactions}`
    );
    assert.deepEqual(counts, ["checkpoints/cp.json: 1", "history.jsonl: 1", "log.jsonl: 2"]);
    const after = await readEvents(home, id);
    assert.equal(after.condition.kind, "sound");
    const clean = before.events.map((event) => ({
      ...event,
      message: event.message.replace(VALUE, "[REDACTED:known-value]"),
      prev: "",
    }));
    assert.deepEqual(after.events.slice(0, -1).map((event) => ({ ...event, prev: "" })), clean);
    assert.equal(after.events.at(-1)?.message, "Session redacted: 4 secrets taken out");
    const view = await readSession(home, id);
    assert.deepEqual({ ...view.fold.state, updated_at: "" }, { ...state, updated_at: "" });
    const text = JSON.stringify(treeOf(`${home}/${sessionDirectory(id)}`));
    assert.equal(text.includes(VALUE) || text.includes(LEAKED_TOKEN), false);
    assert.equal(Deno.readTextFileSync(file("history.jsonl")).split("\n")[2], "no {json");
    await record(writer, id, () => ({ events: [note("and on")] }));
    assert.deepEqual(pathsBelow(`${home}/${LAYOUT.tmp}`), []);
  }));

Deno.test("the session as it was comes back from the trash byte for byte", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.writeTextFileSync(file("history.jsonl"), `${LEAKED_TOKEN}\n`);
    Deno.writeFileSync(file("bytes"), new Uint8Array([0, 255, 10]), { mode: 0o600 });
    const path = `${home}/${sessionDirectory(id)}`;
    const before = { ...treeOf(path), lock: "" };
    const { entry } = await redactSession(writer, id);
    assert.deepEqual(Deno.readFileSync(file("bytes")), new Uint8Array([0, 255, 10]));
    assert.equal((Deno.statSync(file("bytes")).mode ?? 0) & 0o777, 0o600);
    await deleteSession(writer, id, { force: true });
    await restoreFromTrash(writer, entry);
    assert.deepEqual({ ...treeOf(path), lock: "" }, before);
  }));

Deno.test("a session without secrets is not touched", () =>
  withSession(async ({ home, writer, id }) => {
    const before = treeOf(`${home}/.orchestrator`);
    assert.deepEqual(await failureOf("redact.nothing", () => redactSession(writer, id)), {
      session: id,
    });
    const after = treeOf(`${home}/.orchestrator`);
    const lock = sessionFile(id, "lock").replace(".orchestrator/", "");
    assert.deepEqual({ ...after, [lock]: "", lock: "" }, { ...before, [lock]: "", lock: "" });
  }));

Deno.test("a damaged log is not redacted: doctor comes first", () =>
  withSession(async ({ writer, id, file }) => {
    Deno.writeTextFileSync(file("history.jsonl"), `${LEAKED_TOKEN}\n`);
    const log = Deno.readTextFileSync(file("log.jsonl"));
    Deno.writeTextFileSync(file("log.jsonl"), `not an event\n${log}`);
    await failureOf("session.damaged", () => redactSession(writer, id));
  }));

/** Puts back what a redaction has moved, as it lies before the first of its moves. */
function stageAgain(home: string, id: string, entry: string): void {
  const stage = `${home}/${stageDirectory(STAGE)}`;
  const place = sessionDirectory(id);
  Deno.mkdirSync(`${stage}/${LAYOUT.sessions}`, { recursive: true });
  Deno.writeTextFileSync(`${stage}/lock`, "");
  Deno.renameSync(`${home}/${trashRecordFile(entry)}`, `${stage}/record`);
  Deno.renameSync(`${home}/${place}`, `${stage}/${place}`);
  Deno.renameSync(`${home}/${trashDirectory(entry)}`, `${home}/${place}`);
}

Deno.test("an exchange that was cut off counts from its first move on, for readers too", async () => {
  for (const moved of [0, 1, 2, 3]) {
    await withSession(async ({ home, writer, id, file }) => {
      Deno.writeTextFileSync(file("history.jsonl"), `${LEAKED_TOKEN}\n`);
      const { entry } = await redactSession(writer, id);
      stageAgain(home, id, entry);
      interruptOperation(home, "redact", { session: id, entry }, { stage: STAGE, moved });
      const interrupted = readInterrupted(home, SESSION_OPERATIONS);
      assert.equal(interrupted?.committed, moved > 0);
      assert.deepEqual(knownSessions(placeAt(home), SESSION_OPERATIONS).ids, [id]);
      const shown = sessionHome(home, interrupted, id);
      const view = await readSession(shown, id);
      assert.equal(view.condition.kind, "sound");
      const history = Deno.readTextFileSync(`${shown}/${sessionFile(id, "history.jsonl")}`);
      const expected = moved === 0 ? LEAKED_TOKEN : "[REDACTED:github-token]";
      assert.equal(history, `${expected}\n`);
      await record(writer, id, () => ({ events: [note("and on")] }));
      assert.equal(readInterrupted(home, SESSION_OPERATIONS), null);
      assert.equal(Deno.readTextFileSync(file("history.jsonl")), `${expected}\n`);
      const trashed = moved === 0 ? [] : [entry];
      assert.deepEqual(listTrash(home, null).map((one) => one.entry), trashed);
    });
  }
});
