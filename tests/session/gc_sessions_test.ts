import assert from "node:assert/strict";
import { collectSession, planGc } from "../../src/session/gc_sessions.ts";
import type { GcJudgement, GcRule } from "../../src/session/judge_for_gc.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { record } from "../../src/session/record.ts";
import { startSession } from "../../src/session/start_session.ts";
import { pathsBelow } from "../support/scratch.ts";
import { note, placeAt, type StartedHome, startRequest, withSession } from "../support/writer.ts";

const DAY = 86_400_000;
const RULE: GcRule = { days: 30, status: "all" };
const END = { phase_id: null, item_id: null, message: "", details: {} } as const;

/** Ends the session, makes another one the current one, and returns the time of its last event. */
async function end(
  { writer, id }: StartedHome,
  event_type: "workflow_completed" | "workflow_abandoned" = "workflow_completed",
): Promise<number> {
  await record(writer, id, () => ({ events: [{ ...END, event_type }] }));
  const last = writer.now();
  await startSession(writer, startRequest());
  return Date.parse(last);
}

/** Sets the times of all files of the session. */
function touch({ home, id }: StartedHome, time: number): void {
  const directory = `${home}/.orchestrator/sessions/${id}`;
  for (const path of pathsBelow(directory)) {
    Deno.utimeSync(`${directory}/${path}`, new Date(time), new Date(time));
  }
}

async function judge(
  { home, id }: StartedHome,
  now: number,
  rule: GcRule = RULE,
): Promise<GcJudgement> {
  const place = placeAt(home);
  const plan = await planGc(place, SESSION_OPERATIONS, rule, new Date(now).toISOString());
  const found = plan.find(({ session }) => session === id);
  assert.ok(found !== undefined);
  return found;
}

Deno.test("a session goes only when it is old by its events and by its files", () =>
  withSession(async (started) => {
    const ended = await end(started);
    touch(started, ended);
    assert.equal((await judge(started, ended + 31 * DAY)).kept, null);
    assert.equal((await judge(started, ended + 29 * DAY)).kept, "young");
    assert.equal((await judge(started, ended + 31 * DAY, { ...RULE, days: 40 })).kept, "young");
    assert.equal((await judge(started, ended - DAY)).kept, "young");
    touch(started, ended + 10 * DAY);
    assert.equal((await judge(started, ended + 31 * DAY)).kept, "young");
    touch(started, ended - 100 * DAY);
    assert.equal((await judge(started, ended + 29 * DAY)).kept, "young");
  }));

Deno.test("a file of somebody else in a session keeps it young, its lock does not", () =>
  withSession(async (started) => {
    const ended = await end(started);
    const now = ended + 31 * DAY;
    Deno.mkdirSync(started.file("transcripts"));
    Deno.writeTextFileSync(started.file("transcripts/one"), "");
    touch(started, ended);
    Deno.utimeSync(started.file("lock"), new Date(now), new Date(now));
    assert.equal((await judge(started, now)).kept, null);
    Deno.utimeSync(started.file("transcripts/one"), new Date(now), new Date(now));
    assert.equal((await judge(started, now)).kept, "young");
  }));

Deno.test("an active, current, undated, unreadable or foreign session stays, however old", () =>
  withSession(async (started) => {
    const { home, file } = started;
    const far = Date.parse("2040-01-01T00:00:00Z");
    assert.equal((await judge(started, far)).kept, "active");
    await end(started, "workflow_abandoned");
    touch(started, 0);
    assert.equal((await judge(started, far)).kept, null);
    assert.equal(
      (await judge(started, far, { ...RULE, status: "completed" })).kept,
      "other_status",
    );

    Deno.mkdirSync(`${home}/.orchestrator/trees/linked`, { recursive: true });
    Deno.writeTextFileSync(`${home}/.orchestrator/trees/linked/current`, `${started.id}\n`);
    assert.equal((await judge(started, far)).kept, "current");
    Deno.removeSync(`${home}/.orchestrator/trees/linked/current`);

    const meta = Deno.readTextFileSync(file("meta.json"));
    Deno.writeTextFileSync(file("meta.json"), meta.replace(/"created_at": "[^"]+"/, '"x": ""'));
    touch(started, 0);
    assert.equal((await judge(started, far)).kept, "undated");
    Deno.writeTextFileSync(file("meta.json"), meta);

    const log = Deno.readTextFileSync(file("log.jsonl"));
    for (const [name, damage] of [["damaged", `x\n${log}`], ["torn", `${log}{"a`]] as const) {
      Deno.writeTextFileSync(file("log.jsonl"), damage);
      touch(started, 0);
      assert.equal((await judge(started, far)).kept, "unreadable", name);
    }
    Deno.writeTextFileSync(file("log.jsonl"), log);
    Deno.writeTextFileSync(file("base.json"), "{");
    Deno.removeSync(file("state.json"));
    touch(started, 0);
    assert.equal((await judge(started, far)).kept, "unreadable");
    Deno.removeSync(file("base.json"));
    assert.equal((await judge(started, far)).kept, "predecessor");
  }));

Deno.test("a session to which something was added since the plan stays", () =>
  withSession(async (started) => {
    const ended = await end(started);
    touch(started, ended);
    const rule = { ...RULE, days: 0 };
    const candidate = await judge(started, ended + DAY, rule);
    assert.equal(candidate.kept, null);
    await record(started.writer, started.id, () => ({ events: [note("meanwhile")] }));
    const later = (days: number): string => new Date(ended + days * DAY).toISOString();
    const writer = { ...started.writer, now: () => later(20_000) };
    const changed = { session: started.id, kept: "changed" };
    assert.deepEqual(await collectSession(writer, candidate, rule), changed);
    const again = await judge(started, ended + 20_000 * DAY, rule);
    assert.ok("deleted" in await collectSession(writer, again, rule));
    assert.deepEqual(await collectSession(writer, again, rule), changed);
  }));
