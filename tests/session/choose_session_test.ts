import assert from "node:assert/strict";
import {
  chooseSession,
  requireSession,
  type WantedSession,
} from "../../src/session/choose_session.ts";
import type { Place } from "../../src/repo/place.ts";
import { worktreeId } from "../../src/repo/worktree_id.ts";
import { listSessions } from "../../src/session/list_sessions.ts";
import { SESSION_OPERATIONS } from "../../src/session/operations.ts";
import { failureOf, withScratch } from "../support/scratch.ts";
import { placeAt, startedSession, withSession, writerAt } from "../support/writer.ts";

const NOTHING: WantedSession = { flag: null, variable: null };

async function chosen(place: Place, wanted: Partial<WantedSession> = {}): Promise<unknown> {
  return (await chooseSession(place, SESSION_OPERATIONS, { ...NOTHING, ...wanted })).chosen;
}

Deno.test("the flag wins over the variable, the variable over current", () =>
  withSession(async ({ home, writer, id }) => {
    const second = await startedSession(writer, { parallel: true });
    const third = await startedSession(writer, { parallel: true });
    const place = placeAt(home);
    const both = { flag: second, variable: third };
    assert.deepEqual(await chosen(place, both), { id: second, by: "flag" });
    assert.deepEqual(await chosen(place, { variable: third }), { id: third, by: "variable" });
    assert.deepEqual(await chosen(place), { id, by: "current" });
  }));

Deno.test("a flag or variable that fits nothing is an error and not another session", () =>
  withSession(async ({ home }) => {
    const place = placeAt(home);
    await failureOf("session.not_found", () => chosen(place, { flag: "zzz", variable: "@" }));
    await failureOf("session.not_found", () => chosen(place, { variable: "zzz" }));
    await failureOf("session.not_found", () => chosen(place, { variable: "" }));
  }));

Deno.test("without a usable current session the only active one of the tree is chosen", () =>
  withSession(async ({ home, id }) => {
    for (const text of [null, "", "261122-gone00", "../../etc", `${"x".repeat(100)}`]) {
      const path = `${home}/.orchestrator/current`;
      if (text === null) {
        Deno.removeSync(path);
      } else {
        Deno.writeTextFileSync(path, text);
      }
      assert.deepEqual(await chosen(placeAt(home)), { id, by: "only" });
    }
  }));

Deno.test("white space around the current id is accepted, as the predecessor wrote it", () =>
  withSession(async ({ home, id }) => {
    Deno.writeTextFileSync(`${home}/.orchestrator/current`, `${id}\n`);
    assert.deepEqual(await chosen(placeAt(home)), { id, by: "current" });
  }));

Deno.test("among several active sessions none is chosen, and the failure lists them", () =>
  withSession(async ({ home, writer, id }) => {
    const second = await startedSession(writer, { parallel: true });
    Deno.removeSync(`${home}/.orchestrator/current`);
    const facts = await failureOf(
      "session.none",
      () => requireSession(placeAt(home), SESSION_OPERATIONS, NOTHING),
    );
    assert.deepEqual([...facts.active].sort(), [id, second].sort());
  }));

Deno.test("a home without sessions has none to choose", () =>
  withScratch(async (home) => {
    assert.equal(await chosen(placeAt(home)), null);
  }));

Deno.test("the session of a worktree belongs to nobody else while that worktree exists", () =>
  withScratch(async (home) => {
    const git = `${home}/.git`;
    const names = ["feature", "odd name €"];
    for (const name of names) {
      Deno.mkdirSync(`${git}/worktrees/${name}`, { recursive: true });
    }
    for (const name of names) {
      const worktree = worktreeId(name);
      const place = { worktree, gitCommonDirectory: git };
      const id = await startedSession(writerAt(home, place));
      Deno.removeSync(`${home}/.orchestrator/trees/${worktree}/current`);
      assert.deepEqual(await chosen(placeAt(home, place)), { id, by: "only" });
      const main = placeAt(home, { gitCommonDirectory: git });
      assert.equal(await chosen(main), null);
      Deno.removeSync(`${git}/worktrees/${name}`);
      assert.deepEqual(await chosen(main), { id, by: "only" });
      Deno.removeSync(`${home}/.orchestrator/sessions/${id}`, { recursive: true });
    }
  }));

Deno.test("without git no worktree exists any more", () =>
  withScratch(async (home) => {
    const id = await startedSession(writerAt(home, { worktree: "feature" }));
    assert.deepEqual(await chosen(placeAt(home)), { id, by: "only" });
  }));

Deno.test("a list shows what cannot be read beside what can", () =>
  withSession(async ({ home, writer, id }) => {
    const sessions = `${home}/.orchestrator/sessions`;
    const linked = await startedSession(writer, { parallel: true });
    Deno.renameSync(`${sessions}/${linked}/meta.json`, `${home}/meta`);
    Deno.symlinkSync(`${home}/meta`, `${sessions}/${linked}/meta.json`);
    const broken = await startedSession(writer, { parallel: true });
    Deno.writeTextFileSync(`${sessions}/${broken}/base.json`, "{");
    Deno.removeSync(`${sessions}/${broken}/state.json`);
    Deno.mkdirSync(`${sessions}/abcd1234`);
    Deno.mkdirSync(`${sessions}/.hidden`);
    Deno.writeTextFileSync(`${sessions}/file`, "");
    const listed = await listSessions(placeAt(home), SESSION_OPERATIONS);
    const kinds = new Map(listed.map((session) => [session.id, session.condition.kind]));
    assert.deepEqual(
      kinds,
      new Map([
        [broken, "unreadable"],
        [linked, "sound"],
        [id, "sound"],
        ["abcd1234", "predecessor"],
      ]),
    );
    assert.equal(listed.find((session) => session.current)?.id, id);
  }));
