import assert from "node:assert/strict";
import { formatMigratedBase } from "../../src/session/session_base.ts";
import { legacyLog, writeLegacy } from "../support/legacy_repository.ts";
import { withScratch } from "./support/scratch.ts";

const ID = "261122-x7k2qf";
const DIRECTORY = `.orchestrator/sessions/${ID}`;

Deno.test("a session of which only events are known is listed, shown and logged, and not worked on", () =>
  withScratch(async ({ run, tree }) => {
    const history = legacyLog("wf_old00001", "The first");
    const base = formatMigratedBase({ state: null, definition: null }, {
      bytes: history.length,
      sha256: "0".repeat(64),
    });
    writeLegacy(tree, {
      [`${DIRECTORY}/base.json`]: base,
      [`${DIRECTORY}/history.jsonl`]: history,
      [`${DIRECTORY}/log.jsonl`]: "",
      [`${DIRECTORY}/meta.json`]: JSON.stringify({
        session_id: ID,
        created_at: "2026-01-07T03:32:00.000000Z",
        task: "The first",
        origin: "migrated",
      }),
    });
    assert.match((await run(["session", "list"])).out, /2026-01-07 +The first \(events only\)/);
    const shown = await run(["session", "show", ID]);
    assert.equal(shown.code, 0, shown.err);
    assert.match(shown.out, /Events: 3 of the predecessor; more is not known/);
    const document = JSON.parse((await run(["session", "show", ID, "--json"])).out);
    assert.deepEqual([document.events_only, document.workflow_id], [true, "wf_old00001"]);
    const log = await run(["log", "--session", ID]);
    assert.equal(log.code, 0);
    assert.match(log.out, /Started workflow: The first {2}\(history\)/);
    for (const line of [["status"], ["complete", "x"]]) {
      const { code, err } = await run([...line, "--session", ID]);
      assert.equal(code, 1);
      assert.match(err, /can only be read with log/);
      assert.match(err, new RegExp(`fix: orchestrator log --session ${ID}`));
    }
    assert.equal((await run(["doctor"])).code, 0);
  }));
