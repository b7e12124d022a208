import assert from "node:assert/strict";
import fc from "fast-check";
import { loadLog } from "../../src/session/load_log.ts";
import { readEvents } from "../../src/session/read_events.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { writeCache } from "../../src/session/refresh_cache.ts";
import { sha256Hex } from "../../src/store/sha256.ts";
import type { EventDraft } from "../../src/workflow/event.ts";
import type { Fold } from "../../src/workflow/fold.ts";
import { memoryToJson } from "../../src/workflow/fold.ts";
import { stateToText } from "../../src/workflow/state_json.ts";
import { failureOf } from "../support/scratch.ts";
import { completion, note, type StartedHome, withSession } from "../support/writer.ts";

function foldText({ state, memory }: Fold): string {
  return stateToText(state) + JSON.stringify(memoryToJson(memory));
}

function started(item: string): EventDraft {
  return { ...completion(item), event_type: "item_started", details: {} };
}

const STEPS: readonly EventDraft[] = [
  started("a"),
  completion("a"),
  { ...completion("b"), event_type: "verification_failed", details: { type: "command", "1": 2 } },
  { ...completion("b"), event_type: "human_override", item_id: null },
  note("\u2028 \ud83d\ude00"),
  completion("b"),
];

/** Records all steps. */
async function recordSteps({ writer, id }: StartedHome): Promise<void> {
  for (const step of STEPS) {
    await record(writer, id, () => ({ events: [step] }));
  }
}

Deno.test("the fold does not depend on where the cache fell", () =>
  withSession(async (session) => {
    const { home, id, file } = session;
    await recordSteps(session);
    const log = Deno.readFileSync(file("log.jsonl"));
    Deno.writeTextFileSync(file("state.json"), "");
    const expected = foldText(loadLog(home, id).fold);
    const ends = [...log.keys()].filter((index) => log[index] === 10).map((index) => index + 1);
    assert.equal(ends.length, STEPS.length + 2);
    for (const end of ends.slice(1)) {
      Deno.writeTextFileSync(file("state.json"), "");
      Deno.writeFileSync(file("log.jsonl"), log.subarray(0, end));
      const prefix = loadLog(home, id);
      writeCache(home, id, prefix.fold, prefix.position);
      Deno.writeFileSync(file("log.jsonl"), log);
      const loaded = loadLog(home, id);
      assert.equal(loaded.uncached, ends.length - prefix.position.seq);
      assert.equal(foldText(loaded.fold), expected);
    }
  }));

Deno.test("the cache says last and on a line of its own what it has applied", () =>
  withSession(({ file }) => {
    const text = Deno.readTextFileSync(file("state.json"));
    const lines = text.trimEnd().split("\n");
    assert.equal(lines.at(-1), "}");
    assert.match(lines.at(-2) ?? "", /^"_applied":\{"seq":2,"head":"[0-9a-f]{32}","from":\d+,/);
    assert.equal(JSON.parse(text).task_description, "Do it");
  }));

Deno.test("a cache with one byte changed is not used, or not changed in what it says", () =>
  withSession(async (session) => {
    const { home, id, file } = session;
    await recordSteps(session);
    const { fold, position } = loadLog(home, id);
    writeCache(home, id, fold, position);
    const cache = Deno.readFileSync(file("state.json"));
    const expected = foldText(fold);
    const anyByte = fc.integer({ min: 0, max: cache.length - 1 });
    fc.assert(
      fc.property(anyByte, fc.integer({ min: 1, max: 255 }), (index, difference) => {
        const bytes = cache.slice();
        bytes[index] = (bytes[index] ?? 0) ^ difference;
        Deno.writeFileSync(file("state.json"), bytes);
        assert.equal(foldText(loadLog(home, id).fold), expected);
      }),
      { numRuns: 300 },
    );
  }));

Deno.test("a cache of another log is not used", () =>
  withSession(async (session) => {
    const { home, id, writer, file } = session;
    const log = Deno.readFileSync(file("log.jsonl"));
    await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
    Deno.writeFileSync(file("log.jsonl"), log);
    const before = Deno.readFileSync(file("state.json"));
    Deno.removeSync(file("state.json"));
    await record(writer, id, () => ({ events: [completion("b")] }));
    Deno.writeFileSync(file("state.json"), before);
    const { fold, condition } = await readSession(home, id);
    assert.deepEqual(condition, { kind: "sound" });
    assert.equal(fold.state.phases.get("PLAN")?.items.get("a")?.status, "pending");
    assert.equal(fold.state.phases.get("PLAN")?.items.get("b")?.status, "completed");
  }));

Deno.test("a cache of a newer version does not hide events that this version does not know", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [note("future")] }));
    const log = Deno.readTextFileSync(file("log.jsonl"));
    Deno.writeTextFileSync(file("log.jsonl"), log.replace('"note_added"', '"state_foretold"'));
    const { fold, position } = loadLog(home, id);
    writeCache(home, id, fold, position);
    const [body = "", tail = ""] = Deno.readTextFileSync(file("state.json")).split('"_applied"');
    const newer = body.replace('"_fold":{"schema":3,', '"_fold":{"schema":4,');
    assert.notEqual(newer, body);
    const sealed = tail.replace(/"digest":"[0-9a-f]+"/, `"digest":"${sha256Hex(newer)}"`);
    Deno.writeTextFileSync(file("state.json"), `${newer}"_applied"${sealed}`);
    assert.equal((await readSession(home, id)).condition.kind, "newer");
    await failureOf("session.newer", () => record(writer, id, () => ({ events: [] })));
  }));

const LOSSES: Readonly<Record<string, (log: string) => string>> = {
  "is cut at a whole line": (log) => log.split("\n").slice(0, 2).join("\n") + "\n",
  "is cut in the last line": (log) => log.slice(0, -10),
  "is empty": () => "",
  "has its last line overwritten by NULs": (log) => {
    const kept = log.split("\n").slice(0, 2).join("\n") + "\n";
    return kept.padEnd(log.length, "\0");
  },
  "has other bytes in its last line": (log) => log.slice(0, -20) + "x".repeat(19) + "\n",
};

for (const [name, lose] of Object.entries(LOSSES)) {
  Deno.test(`a log that ${name} after a cache knew more is damaged and nothing is appended`, () =>
    withSession(async ({ home, writer, id, file }) => {
      await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
      const cache = Deno.readTextFileSync(file("state.json"));
      const damaged = lose(Deno.readTextFileSync(file("log.jsonl")));
      Deno.writeTextFileSync(file("log.jsonl"), damaged);
      assert.equal((await readSession(home, id)).condition.kind, "damaged");
      assert.equal((await readEvents(home, id)).condition.kind, "damaged");
      const decide = () => ({ events: [note("next")] });
      await failureOf("session.damaged", () => record(writer, id, decide));
      assert.equal(Deno.readTextFileSync(file("log.jsonl")), damaged);
      assert.equal(Deno.readTextFileSync(file("state.json")), cache);
    }));
}

Deno.test("a session without its log is damaged, with and without a cache", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.removeSync(file("log.jsonl"));
    const lost = { kind: "damaged", line: 1, problem: "lost_events" };
    assert.deepEqual((await readSession(home, id)).condition, lost);
    Deno.removeSync(file("state.json"));
    assert.deepEqual((await readSession(home, id)).condition, lost);
    await failureOf("session.damaged", () => record(writer, id, () => ({ events: [] })));
  }));

Deno.test("a cache that no string could hold is ignored", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [completion("a")] }));
    Deno.truncateSync(file("state.json"), 2 ** 29);
    const { condition, events } = await readSession(home, id);
    assert.deepEqual({ condition, events }, { condition: { kind: "sound" }, events: 3 });
    await record(writer, id, () => ({ events: [completion("b")] }), { refreshCache: true });
    assert.equal(loadLog(home, id).uncached, 0);
  }));

Deno.test("in portable mode a shorter log is what git checked out, and the cache is dropped", () =>
  withSession(async ({ home, writer, id, file }) => {
    const log = Deno.readTextFileSync(file("log.jsonl"));
    await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
    Deno.writeTextFileSync(file("log.jsonl"), log);
    Deno.writeTextFileSync(`${home}/.orchestrator/.gitignore`, "# orchestrator: portable\n*\n");
    assert.deepEqual((await readSession(home, id)).condition, { kind: "sound" });
    assert.deepEqual((await readEvents(home, id)).condition, { kind: "sound" });
    await record(writer, id, () => ({ events: [completion("b")] }));
    assert.deepEqual(writer.notices, [{ kind: "cache_dropped", session: id }]);
    await record(writer, id, () => ({ events: [completion("c")] }));
    assert.equal(writer.notices.length, 1);
    assert.equal(loadLog(home, id).uncached, 1);
  }));

Deno.test("in portable mode a log with a bad line is damage all the same", () =>
  withSession(async ({ home, writer, id, file }) => {
    await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
    const log = Deno.readTextFileSync(file("log.jsonl"));
    Deno.writeTextFileSync(file("log.jsonl"), `<<<<<<< HEAD\n${log}`);
    Deno.writeTextFileSync(`${home}/.orchestrator/.gitignore`, "# orchestrator: portable\n*\n");
    assert.equal((await readSession(home, id)).condition.kind, "damaged");
  }));

Deno.test("a cache is written anew when many events lie beyond it", () =>
  withSession(async ({ home, writer, id }) => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => note(`${i}`));
    await record(writer, id, () => ({ events: many(64) }));
    assert.equal(loadLog(home, id).uncached, 64);
    await record(writer, id, () => ({ events: many(1) }));
    assert.equal(loadLog(home, id).uncached, 0);
  }));

Deno.test("a cache that cannot be written is a notice, and the event is recorded", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.removeSync(file("state.json"));
    Deno.mkdirSync(file("state.json"));
    await failureOf("home.unsafe", () => record(writer, id, () => ({ events: [note("x")] })));
    Deno.removeSync(file("state.json"));
    Deno.writeTextFileSync(file("state.json"), "no JSON");
    await record(writer, id, () => ({ events: [note("x")] }));
    assert.equal((await readEvents(home, id)).events.length, 3);
  }));
