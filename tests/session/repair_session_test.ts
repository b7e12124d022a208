import assert from "node:assert/strict";
import { readEvents } from "../../src/session/read_events.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { repairSession } from "../../src/session/repair_session.ts";
import { failureOf } from "../support/scratch.ts";
import { completion, note, type StartedHome, withSession } from "../support/writer.ts";

/** Records completions of a, b and c: lines 3 to 5. */
async function recordAll({ writer, id }: StartedHome): Promise<void> {
  for (const name of ["a", "b", "c"]) {
    await record(writer, id, () => ({ events: [completion(name)] }));
  }
}

async function statuses({ home, id }: StartedHome): Promise<readonly string[]> {
  const { fold } = await readSession(home, id);
  return [...fold.state.phases.get("PLAN")?.items.values() ?? []].map(({ status }) => status);
}

interface Damage {
  readonly name: string;
  /** The lines of the damaged log. */
  readonly change: (lines: readonly string[]) => readonly string[];
  readonly kept: number;
  /** Old line numbers of what is brought back. */
  readonly recovered: readonly number[];
  readonly dropped: readonly number[];
  readonly statuses: readonly string[];
}

const unsealed = JSON.stringify({
  ...completion("b"),
  timestamp: "2026-11-23T10:00:00.000000+00:00",
  workflow_id: "wf_00c0ffee",
  actor: "system",
});

const DAMAGES: readonly Damage[] = [
  {
    name: "a line that is not JSON",
    change: (lines) => lines.with(2, "oops"),
    kept: 2,
    recovered: [4, 5],
    dropped: [3],
    statuses: ["pending", "completed", "completed"],
  },
  {
    name: "a missing line",
    change: (lines) => lines.toSpliced(2, 1),
    kept: 2,
    recovered: [3, 4],
    dropped: [],
    statuses: ["pending", "completed", "completed"],
  },
  {
    name: "merge markers around one line of each side",
    change: (lines) => [
      ...lines.slice(0, 2),
      "<<<<<<< HEAD",
      lines[2] ?? "",
      "=======",
      lines[2] ?? "",
      ">>>>>>> other",
      ...lines.slice(3),
    ],
    kept: 2,
    recovered: [4, 8, 9],
    dropped: [3, 5, 6, 7],
    statuses: ["completed", "completed", "completed"],
  },
  {
    name: "a line of the predecessor between ours",
    change: (lines) => [...lines.slice(0, 3), unsealed, lines[4] ?? ""],
    kept: 3,
    recovered: [4, 5],
    dropped: [],
    statuses: ["completed", "completed", "completed"],
  },
  {
    name: "a line of the predecessor after ours",
    change: (lines) => [...lines.slice(0, 3), unsealed],
    kept: 3,
    recovered: [4],
    dropped: [],
    statuses: ["completed", "completed", "pending"],
  },
  {
    name: "a first line that is not JSON",
    change: (lines) => lines.with(0, ""),
    kept: 0,
    recovered: [2, 3, 4, 5],
    dropped: [1],
    statuses: ["completed", "completed", "completed"],
  },
];

for (const damage of DAMAGES) {
  Deno.test(`after ${damage.name} a repair keeps the prefix and brings back what it can`, () =>
    withSession(async (session) => {
      const { home, writer, id, file } = session;
      await recordAll(session);
      const lines = Deno.readTextFileSync(file("log.jsonl")).trimEnd().split("\n");
      const damaged = damage.change(lines).map((line) => `${line}\n`).join("");
      Deno.writeTextFileSync(file("log.jsonl"), damaged);
      assert.equal((await readSession(home, id)).condition.kind, "damaged");
      const report = await repairSession(writer, id);
      assert(report !== null);
      assert.equal(report.kept, damage.kept);
      assert.deepEqual(report.recovered.map(({ line }) => line), damage.recovered);
      assert.deepEqual(report.dropped.map(({ line }) => line), damage.dropped);
      assert.equal(Deno.readTextFileSync(`${home}/${report.quarantine}`), damaged);
      const { events, condition } = await readEvents(home, id);
      assert.deepEqual(condition, { kind: "sound" });
      assert.deepEqual((await readSession(home, id)).condition, { kind: "sound" });
      const brought = events.slice(damage.kept).map((
        { seq, details },
      ) => [seq, details["recovered"]]);
      const expected = report.recovered.map(({ line, seq }) => [seq, line]);
      assert.deepEqual(
        brought.map(([seq, from]) => [seq, (from as { readonly line: number }).line]),
        expected,
      );
      assert.deepEqual(await statuses(session), damage.statuses);
      assert.equal(await repairSession(writer, id), null);
      await record(writer, id, () => ({ events: [note("next")] }));
    }));
}

Deno.test("a sound log and a torn one are no case for a repair", () =>
  withSession(async ({ writer, id, file }) => {
    assert.equal(await repairSession(writer, id), null);
    Deno.writeTextFileSync(file("log.jsonl"), Deno.readTextFileSync(file("log.jsonl")) + "{");
    assert.equal(await repairSession(writer, id), null);
  }));

Deno.test("lost events stay lost, but the cache that knew of them is kept", () =>
  withSession(async (session) => {
    const { home, writer, id, file } = session;
    await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
    const cache = Deno.readTextFileSync(file("state.json"));
    const lines = Deno.readTextFileSync(file("log.jsonl")).split("\n");
    Deno.writeTextFileSync(file("log.jsonl"), `${lines.slice(0, 2).join("\n")}\n`);
    assert.equal((await repairSession(writer, id))?.kept, 2);
    assert.deepEqual(await statuses(session), ["pending", "pending", "pending"]);
    const kept = [...Deno.readDirSync(`${home}/.orchestrator/quarantine`)].map(({ name }) =>
      Deno.readTextFileSync(`${home}/.orchestrator/quarantine/${name}`)
    );
    assert(kept.includes(cache));
    assert.equal(await repairSession(writer, id), null);
  }));

Deno.test("a missing log is repaired to an empty one", () =>
  withSession(async ({ home, writer, id, file }) => {
    Deno.removeSync(file("log.jsonl"));
    assert.equal((await repairSession(writer, id))?.kept, 0);
    assert.deepEqual((await readEvents(home, id)).condition, { kind: "sound" });
    assert.equal(await repairSession(writer, id), null);
  }));

Deno.test("a repair does not bring back what a failed sync left uncounted", () =>
  withSession(async (session) => {
    const { home, writer, id, file } = session;
    await recordAll(session);
    const lines = Deno.readTextFileSync(file("log.jsonl")).trimEnd().split("\n");
    const damaged = lines.with(2, "oops").map((line) => `${line}\n`);
    Deno.writeTextFileSync(file("log.jsonl"), damaged.join(""));
    Deno.writeTextFileSync(file("suspect"), `${damaged.slice(0, 4).join("").length}\n`);
    const report = await repairSession(writer, id);
    assert.deepEqual(report?.recovered.map(({ line }) => line), [4]);
    assert.throws(() => Deno.statSync(file("suspect")), Deno.errors.NotFound);
    assert.deepEqual((await readSession(home, id)).condition, { kind: "sound" });
    assert.deepEqual(await statuses(session), ["pending", "completed", "pending"]);
    await record(writer, id, () => ({ events: [completion("c")] }));
    assert.deepEqual(await statuses(session), ["pending", "completed", "completed"]);
  }));

Deno.test("a damaged log with events of a newer version is left alone", () =>
  withSession(async (session) => {
    const { writer, id, file } = session;
    await record(writer, id, () => ({ events: [note("future")] }));
    const log = Deno.readTextFileSync(file("log.jsonl"));
    const newer = `${log.replace('"note_added"', '"state_foretold"')}oops\noops\n`;
    Deno.writeTextFileSync(file("log.jsonl"), newer);
    await failureOf("session.newer", () => repairSession(writer, id));
    assert.equal(Deno.readTextFileSync(file("log.jsonl")), newer);
  }));

Deno.test("a log whose base cannot be read is left alone", () =>
  withSession(async ({ writer, id, file }) => {
    Deno.writeTextFileSync(file("base.json"), "{}");
    const log = Deno.readTextFileSync(file("log.jsonl"));
    await failureOf("session.unreadable", () => repairSession(writer, id));
    assert.equal(Deno.readTextFileSync(file("log.jsonl")), log);
  }));
