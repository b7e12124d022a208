import assert from "node:assert/strict";
import { readEvents } from "../../src/session/read_events.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { startSession } from "../../src/session/start_session.ts";
import { switchSession } from "../../src/session/switch_session.ts";
import { item, phase, workflow } from "../workflow/samples.ts";
import { failureOf, pathsBelow, withScratch } from "../support/scratch.ts";
import {
  completion,
  startedSession,
  startRequest,
  withSession,
  writerAt,
} from "../support/writer.ts";

function pointer(home: string, name: string): string | null {
  try {
    return Deno.readTextFileSync(`${home}/.orchestrator/${name}`);
  } catch {
    return null;
  }
}

const abandoned = {
  event_type: "workflow_abandoned",
  phase_id: null,
  item_id: null,
  message: "Workflow abandoned: no reason",
  details: { reason: "no reason" },
} as const;

Deno.test("start makes a session with all its files, makes it current and leaves no litter", () =>
  withSession(async ({ home, id }) => {
    assert.match(id, /^261123-[0-9a-z]{6}$/);
    assert.deepEqual(pathsBelow(`${home}/.orchestrator`), [
      ".gitignore",
      "current",
      "lock",
      "meta.json",
      "sessions/",
      `sessions/${id}/`,
      `sessions/${id}/base.json`,
      `sessions/${id}/log.jsonl`,
      `sessions/${id}/meta.json`,
      `sessions/${id}/state.json`,
      "tmp/",
    ]);
    assert.equal(pointer(home, "current"), id);
    assert.equal(pointer(home, ".gitignore"), "*\n");
    const view = await readSession(home, id);
    assert.deepEqual(view.condition, { kind: "sound" });
    assert.equal(view.fold.state.current_phase_id, "PLAN");
    assert.equal(view.fold.state.phases.get("PLAN")?.status, "active");
    assert.equal(view.meta?.task, "Do it");
    const { events } = await readEvents(home, id);
    assert.deepEqual(events.map(({ event_type, group }) => [event_type, group]), [
      ["workflow_started", [1, 2]],
      ["phase_started", [2, 2]],
    ]);
  }));

Deno.test("the base holds no session id, so that a copy under another id has the same hash", () =>
  withSession(({ id, file }) => {
    assert(!Deno.readTextFileSync(file("base.json")).includes(id));
  }));

Deno.test("start with the same task goes on with the active session", () =>
  withSession(async ({ home, writer, id, file }) => {
    const before = Deno.readTextFileSync(file("log.jsonl"));
    const again = await startSession(writer, startRequest());
    assert.equal(again.kind, "continuing");
    assert.equal(again.view.id, id);
    assert.equal(Deno.readTextFileSync(file("log.jsonl")), before);
    assert.equal([...Deno.readDirSync(`${home}/.orchestrator/sessions`)].length, 1);
  }));

Deno.test("start with another task is refused while a session is active", () =>
  withSession(async ({ home, writer, id }) => {
    const request = startRequest({ task: "Something else" });
    const facts = await failureOf("start.active_exists", () => startSession(writer, request));
    assert.deepEqual(facts, { session: id, task: "Do it", wanted: "Something else" });
    assert.equal(pointer(home, "current"), id);
  }));

Deno.test("a damaged active session still counts as active", () =>
  withSession(async ({ writer, id, file }) => {
    await record(writer, id, () => ({ events: [completion("a")] }), { refreshCache: true });
    Deno.truncateSync(file("log.jsonl"), 100);
    const request = startRequest({ task: "Something else" });
    await failureOf("start.active_exists", () => startSession(writer, request));
  }));

Deno.test("a session beside an active one does not become current", () =>
  withSession(async ({ home, writer, id }) => {
    const request = startRequest({ task: "Something else", parallel: true });
    const { kind, view } = await startSession(writer, request);
    assert.equal(kind, "started");
    assert.notEqual(view.id, id);
    assert.equal(pointer(home, "current"), id);
    assert.equal(pointer(home, "previous"), null);
  }));

Deno.test("another session for the same task becomes current, and the old one previous", () =>
  withSession(async ({ home, writer, id }) => {
    const { view } = await startSession(writer, startRequest({ another: true }));
    assert.equal(pointer(home, "current"), view.id);
    assert.equal(pointer(home, "previous"), id);
  }));

Deno.test("after the end of a session a new one starts", () =>
  withSession(async ({ home, writer, id }) => {
    await record(writer, id, () => ({ events: [abandoned] }));
    const { kind, view } = await startSession(writer, startRequest());
    assert.equal(kind, "started");
    assert.equal(pointer(home, "current"), view.id);
    assert.equal(pointer(home, "previous"), id);
  }));

Deno.test("of two starts at once one starts and the other goes on with it", () =>
  withScratch(async (home) => {
    const writer = writerAt(home);
    const other = writerAt(home);
    await startedSession(writer);
    const id = pointer(home, "current") ?? "";
    await record(writer, id, () => ({ events: [abandoned] }));
    const results = await Promise.all([
      startSession(writer, startRequest()),
      startSession(other, startRequest()),
    ]);
    assert.deepEqual(results.map(({ kind }) => kind).sort(), ["continuing", "started"]);
    assert.equal(results[0]?.view.id, results[1]?.view.id);
  }));

Deno.test("secrets in the task are taken out before anything is written", () =>
  withSession(async ({ home, id, file }) => {
    for (const name of ["base.json", "log.jsonl", "meta.json", "state.json"]) {
      assert(!Deno.readTextFileSync(file(name)).includes("ghp_"), name);
    }
    const { fold } = await readSession(home, id);
    assert.match(fold.state.task_description, /^Use \[REDACTED:/);
  }, { task: `Use ghp_${"a1B2c3D4".repeat(4)}abcd` }));

Deno.test("a worktree has its own current session", () =>
  withSession(async ({ home, id }) => {
    const writer = writerAt(home, { worktree: "feature" });
    const other = await startedSession(writer, { task: "Something else" });
    assert.equal(pointer(home, "current"), id);
    assert.equal(pointer(home, "trees/feature/current"), other);
    assert.equal((await readSession(home, other)).meta?.tree, "feature");
  }));

Deno.test("switching moves current and previous, and to the current session changes nothing", () =>
  withSession(async ({ home, writer, id }) => {
    const other = (await startSession(writer, startRequest({ parallel: true }))).view.id;
    assert.deepEqual(await switchSession(writer, other), { from: id, to: other });
    assert.deepEqual([pointer(home, "current"), pointer(home, "previous")], [other, id]);
    assert.deepEqual(await switchSession(writer, "@"), { from: other, to: other });
    assert.deepEqual(await switchSession(writer, "-"), { from: other, to: id });
    assert.deepEqual([pointer(home, "current"), pointer(home, "previous")], [id, other]);
  }));

Deno.test("a current session that is gone does not become the previous one", () =>
  withSession(async ({ home, writer, id }) => {
    Deno.writeTextFileSync(`${home}/.orchestrator/current`, "261122-gone00");
    assert.deepEqual(await switchSession(writer, id), { from: null, to: id });
    assert.equal(pointer(home, "previous"), null);
  }));

Deno.test("switching to a session of the predecessor is refused", () =>
  withSession(async ({ home, writer, id }) => {
    Deno.mkdirSync(`${home}/.orchestrator/sessions/abcd1234`);
    await failureOf("session.not_ours", () => switchSession(writer, "abcd1234"));
    assert.equal(pointer(home, "current"), id);
  }));

Deno.test("items named 1, 10, constructor and __proto__ go through a whole session on disk", () => {
  const ids = ["1", "10", "2", "constructor", "__proto__"];
  return withSession(async ({ home, writer, id, file }) => {
    for (const name of ids) {
      await record(writer, id, () => ({ events: [completion(name)] }), { refreshCache: true });
    }
    for (const cached of [true, false]) {
      if (!cached) {
        Deno.removeSync(file("state.json"));
      }
      const { fold } = await readSession(home, id);
      const items = [...fold.state.phases.get("PLAN")?.items.values() ?? []];
      assert.deepEqual(items.map((found) => found.id), ids);
      assert.deepEqual(items.map((found) => found.status), ids.map(() => "completed"));
    }
  }, { definition: workflow([phase("PLAN", ids.map((name) => item(name)))]) });
});
