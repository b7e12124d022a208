import assert from "node:assert/strict";
import {
  LEGACY_REPOSITORIES,
  legacyLog,
  legacyState,
  writeLegacy,
} from "../support/legacy_repository.ts";
import { readTree } from "../support/file_tree.ts";
import { find, parseJson } from "../support/json.ts";
import { SMALL_WORKFLOW, withScratch } from "./support/scratch.ts";

const ACTIVE: Readonly<Record<string, string>> = {
  "L0, no definition": ".workflow_state.json",
  "L1, scattered": ".workflow_state.json",
  "L3, sessions": ".orchestrator/sessions/3ca8877d/state.json",
  "L4, sealed": ".orchestrator/sessions/3ca8877d/state.json",
  "flat": ".orchestrator/state.json",
};

/** Every command that changes a workflow, with what it needs. */
const CHANGING = [
  ["start", "Another"],
  ["complete", "write"],
  ["skip", "write", "-r", "Not needed for this"],
  ["approve-item", "sign"],
  ["approve"],
  ["advance"],
  ["finish"],
];

for (const [name, path] of Object.entries(ACTIVE)) {
  Deno.test(`${name}: status, log and list show the workflow where it lies`, () =>
    withScratch(async ({ run, tree }) => {
      writeLegacy(tree, LEGACY_REPOSITORIES[name] ?? {});
      const before = readTree(tree);
      const status = await run(["status"]);
      assert.equal(status.code, 0);
      assert.match(status.out, /WORKFLOW STATE \(READ THIS FIRST\)/);
      assert.match(status.out, /Task: Add über-search/);
      assert.ok(status.out.includes(`Legacy: ${path} (read where it lies)`), status.out);
      assert.match(status.out, /● \[\*\] write — Write it/);
      assert.match(status.out, /NEXT_ACTION: orchestrator migrate\n/);
      assert.equal(status.err.match(/orchestrator migrate/g)?.length, 1);
      const document = JSON.parse((await run(["status", "--json"])).out);
      assert.equal(document.active, true);
      assert.equal(document.workflow_id, "wf_main0001");
      assert.equal(document.legacy.path, path);
      assert.deepEqual(document.constraints, name.startsWith("L0") ? [] : ["Keep the API", "No ☃"]);
      const log = await run(["log"]);
      assert.equal(log.code, 0);
      assert.match(log.out, /workflow_started {2,}Started workflow: Add search/);
      assert.doesNotMatch(log.out, /The first/);
      const list = await run(["session", "list"]);
      assert.match(list.out, /active +EXECUTE +2026-01-07 +Add über-search \(the predecessor's/);
      const resumed = await run(["resume"]);
      assert.equal(resumed.code, 0, resumed.err);
      assert.match(resumed.out, /WORKFLOW RESUME[^]*Started workflow: Add search/);
      assert.match(resumed.out, /NEXT_ACTION: orchestrator migrate\n/);
      assert.match(resumed.err, /orchestrator migrate takes it over/);
      const handoff = await run(["handoff"]);
      assert.equal(handoff.code, 0, handoff.err);
      assert.ok(handoff.out.includes(`Legacy: ${path} (of the predecessor`), handoff.out);
      assert.match(handoff.out, /NEXT_ACTION: orchestrator migrate\n/);
      const reminder = JSON.parse((await run(["context-reminder"])).out);
      assert.deepEqual(
        [reminder.active, reminder.task, reminder.next_action, reminder.legacy.path],
        [true, "Add über-search", "orchestrator migrate", path],
      );
      const all = JSON.parse((await run(["list", "--json"])).out);
      assert.equal(all.workflows[0].workflow_id, "wf_main0001");
      assert.equal(all.workflows[0].condition.kind, "predecessor");
      assert.deepEqual(readTree(tree), before);
    }));

  Deno.test(`${name}: commands that change a workflow stop and change nothing`, () =>
    withScratch(async ({ run, tree }) => {
      writeLegacy(tree, LEGACY_REPOSITORIES[name] ?? {});
      const before = readTree(tree);
      for (const line of CHANGING) {
        const { code, err } = await run(line);
        assert.equal(code, 1, line.join(" "));
        assert.match(err, /active workflow of the predecessor, "wf_main0001"/);
        assert.match(err, /fix: orchestrator migrate\n/);
      }
      assert.deepEqual(readTree(tree), before);
    }));
}

Deno.test("a command migrates first where the user wants that, and then does its work", () =>
  withScratch(async ({ run, tree, env, exists }) => {
    writeLegacy(tree, LEGACY_REPOSITORIES["L1, scattered"] ?? {});
    const wanting = { env: { ...env, ORCHESTRATOR_AUTO_MIGRATE: "1" } };
    const completed = await run(["complete", "write", "--notes", "Done"], wanting);
    assert.equal(completed.code, 0, completed.err);
    assert.match(completed.err, /note: migrated 6 files of the predecessor .* migrate --rollback/);
    assert.equal(exists(".workflow_state.json"), false);
    const status = await run(["status"]);
    assert.match(status.out, /✓ \[\*\] write — Write it/);
    const started = await run(["start", "Add über-search"], wanting);
    assert.match(started.out, /^continuing /);
  }));

Deno.test("the user's configuration can ask for it, a repository's cannot", () =>
  withScratch(async ({ run, tree, env }) => {
    writeLegacy(tree, {
      ...LEGACY_REPOSITORIES["L3, sessions"],
      ".orchestrator/config.yaml": "migrate:\n  auto: true\n",
    });
    assert.equal((await run(["skip", "write", "-r", "Not needed for this"])).code, 1);
    const directory = `${env["HOME"]}/.config/orchestrator`;
    Deno.mkdirSync(directory, { recursive: true });
    Deno.writeTextFileSync(`${directory}/config.yaml`, "migrate:\n  auto: true\n");
    const skipped = await run(["skip", "write", "-r", "Not needed for this"]);
    assert.equal(skipped.code, 0, skipped.err);
  }));

Deno.test("a finished workflow of the predecessor stops nothing and is spoken of once a session", () =>
  withScratch(async ({ run, tree, write }) => {
    writeLegacy(tree, LEGACY_REPOSITORIES["L1, completed"] ?? {});
    write("workflow.yaml", SMALL_WORKFLOW);
    assert.match((await run(["status"])).out, /Status: completed/);
    assert.match((await run(["status"])).out, /NEXT_ACTION: orchestrator start/);
    assert.match((await run(["status"])).err, /holds a completed workflow of the predecessor/);
    const started = await run(["start", "New"]);
    assert.equal(started.code, 0, started.err);
    assert.match(started.err, /files of the predecessor are here \(\.workflow_log\.jsonl, /);
    const completed = await run(["complete", "look"]);
    assert.equal(completed.code, 0, completed.err);
    assert.doesNotMatch(completed.err, /predecessor/);
    const parallel = await run(["start", "Beside", "--parallel"]);
    assert.match(parallel.err, /files of the predecessor/);
    assert.doesNotMatch((await run(["status"])).err, /predecessor/);
  }));

Deno.test("a registry of another feature and files of nobody stop nothing and are not spoken of", () =>
  withScratch(async ({ run, tree, write }) => {
    writeLegacy(tree, { ...LEGACY_REPOSITORIES["registry"], ".workflow_mine": "x" });
    write("workflow.yaml", SMALL_WORKFLOW);
    const started = await run(["start", "New"]);
    assert.equal(started.code, 0, started.err);
    assert.doesNotMatch(started.err, /predecessor/);
  }));

Deno.test("an active workflow of the predecessor beside a session of ours is told and stops changes", () =>
  withScratch(async ({ run, write }) => {
    write("workflow.yaml", SMALL_WORKFLOW);
    await run(["start", "Ours"]);
    write(".workflow_state.json", legacyState());
    write(".workflow_log.jsonl", legacyLog("wf_main0001", "Add search"));
    const status = await run(["status"]);
    assert.match(status.out, /Task: Ours/);
    assert.match(status.err, /\.workflow_state\.json holds an active workflow/);
    assert.equal((await run(["complete", "look"])).code, 1);
    for (const command of ["status", "resume", "handoff"]) {
      const next = /^NEXT_ACTION: (.*)$/m.exec((await run([command])).out);
      assert.equal(next?.[1], "orchestrator migrate", command);
    }
    const reminder = parseJson((await run(["context-reminder"])).out);
    assert.equal(find(reminder, "next_action"), "orchestrator migrate");
  }));

Deno.test("a state that was exported from a session of ours is no second workflow", () =>
  withScratch(async ({ run, write }) => {
    write("workflow.yaml", SMALL_WORKFLOW);
    await run(["start", "Ours"]);
    assert.equal((await run(["session", "export-state", ".orchestrator/state.json"])).code, 0);
    const completed = await run(["complete", "look"]);
    assert.equal(completed.code, 0, completed.err);
  }));

Deno.test("a state that cannot be understood is no workflow that could be active", () =>
  withScratch(async ({ run, write }) => {
    write("workflow.yaml", SMALL_WORKFLOW);
    write(".workflow_state.json", legacyState().slice(0, 500));
    assert.equal((await run(["status"])).code, 0);
    assert.equal((await run(["start", "Ours"])).code, 0);
  }));
