import assert from "node:assert/strict";
import { SMALL_WORKFLOW, withScratch } from "../cli/support/scratch.ts";
import { readTree } from "../support/file_tree.ts";

Deno.test("without --probe doctor says that writing was not tried, and never that all is good", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    const { out } = await scratch.run(["doctor"]);
    assert.match(out, /^\? not tried: writing, syncing and reading back a real event\n {2}fix: /m);
    assert.match(out, /looked at: nothing wrong there; not tried: 1\n$/);
    assert.doesNotMatch(out, /all (is )?good|healthy/i);
    const json = JSON.parse((await scratch.run(["doctor", "--json"])).out);
    assert.deepEqual(json.not_tried, ["probe"]);
  });
});

Deno.test("doctor --probe writes, syncs, reads back and removes real events, and leaves nothing", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", SMALL_WORKFLOW);
    await scratch.run(["start", "Task"]);
    const before = readTree(scratch.tree);
    const { code, out } = await scratch.run(["doctor", "--probe", "--json"]);
    assert.equal(code, 0, out);
    const json = JSON.parse(out);
    assert.deepEqual(json.not_tried, []);
    const { severity, evidence } = json.findings.at(-1);
    assert.notEqual(severity, "error");
    assert.equal(evidence.read_back, true);
    assert.equal(evidence.removed, true);
    assert.ok(evidence.p99_ms >= evidence.p50_ms && evidence.p50_ms > 0);
    assert.deepEqual(readTree(scratch.tree), before);
  });
});

Deno.test("doctor --probe says what keeps an event from being recorded", async () => {
  await withScratch(async (scratch) => {
    const nothing = await scratch.run(["doctor", "--probe"]);
    assert.match(nothing.out, /\? not tried: writing an event, because nothing has been started/);
    assert.equal(scratch.exists(".orchestrator"), false);
    await scratch.run(["start", "Task"]);
    Deno.removeSync(`${scratch.tree}/.orchestrator/tmp`, { recursive: true });
    scratch.write(".orchestrator/tmp", "in the way");
    const blocked = await scratch.run(["doctor", "--probe"]);
    assert.equal(blocked.code, 1);
    assert.match(blocked.out, /\? not tried: probe, because of what is wrong with the house/);
  });
});

Deno.test("doctor --verbose names every check with its evidence, also those that are fine", async () => {
  await withScratch(async (scratch) => {
    await scratch.run(["start", "Task"]);
    const { out } = await scratch.run(["doctor", "--verbose"]);
    assert.match(out, /^✓ \[space\] .*\n {2}evidence: home=".*" free=\d+$/m);
    assert.match(out, /^✓ \[locks\] /m);
  });
});

Deno.test("flags of doctor that contradict each other are refused", async () => {
  await withScratch(async (scratch) => {
    for (const line of [["--fix", "--dry-run", "--probe"], ["--restore", "x", "--fix"]]) {
      assert.equal((await scratch.run(["doctor", ...line])).code, 2, line.join(" "));
    }
  });
});
