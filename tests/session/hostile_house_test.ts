import assert from "node:assert/strict";
import { readEvents } from "../../src/session/read_events.ts";
import { readSession } from "../../src/session/read_session.ts";
import { record } from "../../src/session/record.ts";
import { repairSession } from "../../src/session/repair_session.ts";
import { startSession } from "../../src/session/start_session.ts";
import { switchSession } from "../../src/session/switch_session.ts";
import { failureOf, makePipe, pathsBelow, withScratch } from "../support/scratch.ts";
import { note, startedSession, startRequest, withSession, writerAt } from "../support/writer.ts";

const IDS = [
  "",
  ".",
  "..",
  "../x",
  "a/b",
  "/etc",
  ".hidden",
  "-flag",
  "con",
  "NUL.txt",
  "dot.",
  "a\0b",
  "a\nb",
  "ä",
  "x".repeat(65),
];

for (const id of IDS) {
  Deno.test(`the id ${JSON.stringify(id.slice(0, 20))} never becomes a path`, () =>
    withScratch(async (home) => {
      const writer = writerAt(home);
      await failureOf("id.invalid", () => readSession(home, id));
      await failureOf("id.invalid", () => readEvents(home, id));
      await failureOf("id.invalid", () => record(writer, id, () => ({ events: [] })));
      await failureOf("id.invalid", () => repairSession(writer, id));
      assert.deepEqual(pathsBelow(home), []);
    }));
}

/** Puts a link to a copy outside in the place of something. */
function replaceByLink(home: string, path: string): void {
  Deno.mkdirSync(`${home}/outside`);
  const target = `${home}/outside/target`;
  Deno.renameSync(path, target);
  Deno.symlinkSync(target, path);
}

function contentBelow(directory: string): readonly string[] {
  return pathsBelow(directory).map((path) =>
    path.endsWith("/") ? path : `${path} ${Deno.readTextFileSync(`${directory}/${path}`)}`
  );
}

const RECORDED = [
  ".orchestrator",
  ".orchestrator/sessions",
  ".orchestrator/tmp",
  ".orchestrator/sessions/ID",
  ".orchestrator/sessions/ID/log.jsonl",
  ".orchestrator/sessions/ID/state.json",
  ".orchestrator/sessions/ID/base.json",
  ".orchestrator/sessions/ID/lock",
];

for (const component of RECORDED) {
  Deno.test(`nothing is recorded through a link at ${component}`, () =>
    withSession(async ({ home, writer, id }) => {
      await record(writer, id, () => ({ events: [] }));
      Deno.removeSync(`${home}/.orchestrator/sessions/${id}/state.json`);
      Deno.writeTextFileSync(`${home}/.orchestrator/sessions/${id}/state.json`, "");
      replaceByLink(home, `${home}/${component.replace("ID", id)}`);
      const before = contentBelow(`${home}/outside`);
      const decide = () => ({ events: [note("next")] });
      await failureOf("home.unsafe", () => record(writer, id, decide, { refreshCache: true }));
      assert.deepEqual(contentBelow(`${home}/outside`), before);
    }));
}

const STARTED = [
  ".orchestrator",
  ".orchestrator/sessions",
  ".orchestrator/tmp",
  ".orchestrator/lock",
  ".orchestrator/current",
  ".orchestrator/previous",
];

for (const component of STARTED) {
  Deno.test(`nothing is started or switched through a link at ${component}`, () =>
    withSession(async ({ home, writer }) => {
      const other = (await startSession(writer, startRequest({ another: true }))).view.id;
      await switchSession(writer, "-");
      replaceByLink(home, `${home}/${component}`);
      const before = contentBelow(`${home}/outside`);
      const request = startRequest({ another: true });
      await failureOf("home.unsafe", () => startSession(writer, request));
      await failureOf("home.unsafe", () => switchSession(writer, other));
      assert.deepEqual(contentBelow(`${home}/outside`), before);
    }));
}

Deno.test("a linked directory of worktrees is refused", () =>
  withScratch(async (home) => {
    await startedSession(writerAt(home));
    Deno.mkdirSync(`${home}/outside`);
    Deno.symlinkSync(`${home}/outside`, `${home}/.orchestrator/trees`);
    const writer = writerAt(home, { worktree: "feature" });
    await failureOf("home.unsafe", () => startSession(writer, startRequest()));
    assert.deepEqual(pathsBelow(`${home}/outside`), []);
  }));

Deno.test("nothing goes to quarantine through a link", () =>
  withSession(async ({ home, writer, id, file }) => {
    const torn = `${Deno.readTextFileSync(file("log.jsonl"))}{`;
    Deno.writeTextFileSync(file("log.jsonl"), torn);
    Deno.mkdirSync(`${home}/outside`);
    Deno.symlinkSync(`${home}/outside`, `${home}/.orchestrator/quarantine`);
    await failureOf("home.unsafe", () => record(writer, id, () => ({ events: [note("x")] })));
    assert.deepEqual(pathsBelow(`${home}/outside`), []);
    assert.equal(Deno.readTextFileSync(file("log.jsonl")), torn);
  }));

for (const name of ["log.jsonl", "state.json", "base.json", "suspect"]) {
  Deno.test(`a pipe in place of ${name} makes nobody wait`, () =>
    withSession(async ({ home, writer, id, file }) => {
      if (name !== "suspect") {
        Deno.removeSync(file(name));
      }
      if (name === "base.json") {
        Deno.removeSync(file("state.json"));
      }
      makePipe(file(name));
      await failureOf("home.unsafe", () => readSession(home, id));
      await failureOf("home.unsafe", () => record(writer, id, () => ({ events: [] })));
    }));
}
