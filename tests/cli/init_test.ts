import assert from "node:assert/strict";
import { initMoves } from "../../src/cli/init/init_operation.ts";
import { parseTemplateHeader } from "../../src/workflow/template_header.ts";
import { sha256Hex } from "../../src/store/sha256.ts";
import { withScratch } from "./support/scratch.ts";

Deno.test("init writes a workflow.yaml whose header fits its text, and keeps the pristine text", async () => {
  await withScratch(async (scratch) => {
    assert.equal((await scratch.run(["init"])).code, 0);
    const header = parseTemplateHeader(scratch.read("workflow.yaml"));
    assert.ok(header);
    assert.equal(header.sha256, sha256Hex(header.body));
    const pristine = `.orchestrator/templates/${header.name}-${header.version}.yaml`;
    assert.equal(scratch.read(pristine), header.body);
    assert.equal(scratch.read(".orchestrator/.gitignore"), "*\n");
    assert.equal((await scratch.run(["validate"])).code, 0);
  });
});

Deno.test("init twice changes nothing the second time", async () => {
  await withScratch(async (scratch) => {
    await scratch.run(["init"]);
    const before = scratch.read("workflow.yaml");
    const { code, out } = await scratch.run(["init", "--json"]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).does, "keep");
    assert.equal(scratch.read("workflow.yaml"), before);
    assert.equal(scratch.exists(".orchestrator/backups"), false);
  });
});

Deno.test("init keeps a workflow.yaml of the user's and says how to replace it", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", "mine\n");
    const { code, err } = await scratch.run(["init"]);
    assert.equal(code, 73);
    assert.match(err, /fix: orchestrator init --force/);
    assert.equal(scratch.read("workflow.yaml"), "mine\n");
    assert.equal(scratch.exists(".orchestrator"), false);
  });
});

Deno.test("init --force keeps the old bytes, and --restore puts them back and keeps the new", async () => {
  await withScratch(async (scratch) => {
    scratch.write("workflow.yaml", "mine\r\n\0");
    const first = JSON.parse(
      (await scratch.run(["init", "--force", "--json"])).out,
    );
    const fresh = scratch.read("workflow.yaml");
    assert.equal(scratch.read(`.orchestrator/backups/${first.backup}/workflow.yaml`), "mine\r\n\0");
    const now = new Date("2026-11-22T11:00:00.000Z");
    const second = JSON.parse((await scratch.run(["init", "--restore", "--json"], { now })).out);
    assert.equal(scratch.read("workflow.yaml"), "mine\r\n\0");
    assert.equal(scratch.read(`.orchestrator/backups/${second.backup}/workflow.yaml`), fresh);
    const later = new Date("2026-11-22T12:00:00.000Z");
    await scratch.run(["init", "--restore", second.backup], { now: later });
    assert.equal(scratch.read("workflow.yaml"), fresh);
  });
});

Deno.test("init --restore without a copy, or with a stamp that is no name, fails and writes nothing", async () => {
  await withScratch(async (scratch) => {
    assert.equal((await scratch.run(["init", "--restore"])).code, 66);
    assert.equal((await scratch.run(["init", "--restore", "../../etc"])).code, 2);
    assert.equal(scratch.exists("workflow.yaml"), false);
    assert.equal(scratch.exists(".orchestrator"), false);
  });
});

Deno.test("init --dry-run says what it would do and does nothing", async () => {
  await withScratch(async (scratch) => {
    const { code, out } = await scratch.run(["init", "--dry-run"]);
    assert.equal(code, 0);
    assert.equal(
      out,
      [
        "Would write workflow.yaml",
        "  make .orchestrator",
        "  make .orchestrator/.gitignore",
        "  make .orchestrator/meta.json",
        "  make .orchestrator/templates/default-1.0.0.yaml",
        "  make workflow.yaml\n",
      ].join("\n"),
    );
    assert.equal(scratch.exists("workflow.yaml"), false);
    assert.equal(scratch.exists(".orchestrator"), false);
  });
});

Deno.test("init does not write through a link in place of .orchestrator", async () => {
  await withScratch(async (scratch) => {
    Deno.mkdirSync(`${scratch.tree}/elsewhere`);
    Deno.symlinkSync("elsewhere", `${scratch.tree}/.orchestrator`);
    const { code, err } = await scratch.run(["init"]);
    assert.equal(code, 77);
    assert.match(err, /\.orchestrator" is a link, not a directory|is a link/);
    assert.deepEqual([...Deno.readDirSync(`${scratch.tree}/elsewhere`)], []);
  });
});

Deno.test("the moves of init follow from valid facts only", () => {
  const facts = { backup: "20261122T100000000Z", template: "default", version: "1.0.0" };
  assert.deepEqual(initMoves("abc", facts)?.map(({ to }) => to), [
    ".orchestrator/backups/20261122T100000000Z/workflow.yaml",
    ".orchestrator/templates/default-1.0.0.yaml",
    "workflow.yaml",
  ]);
  assert.equal(initMoves("abc", { ...facts, backup: "../x" }), null);
  assert.equal(initMoves("abc", { ...facts, version: null }), null);
  assert.equal(initMoves("abc", { backup: null, template: null, version: null })?.length, 1);
});
