import assert from "node:assert/strict";
import { formatManifest, type ManifestSession } from "../../src/snapshot/manifest.ts";
import { readSnapshotArchive } from "../../src/snapshot/read_archive.ts";
import { stageArchive } from "../../src/snapshot/stage_archive.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { sha256Hex } from "../../src/store/sha256.ts";
import { StagedTree } from "../../src/store/staged_tree.ts";
import { buildLog } from "../session/log_builder.ts";
import { pathsBelow, withScratch } from "../support/scratch.ts";
import { note } from "../support/writer.ts";
import { makeArchive, sampleManifest } from "./support/archives.ts";

const ID = "261122-x7k2qf";
const BASE = '{"schema":1,"kind":"started","state":{},"definition":null,"history":null}\n';
const BUILT = buildLog([[note("one")], [note("two"), note("three")], [note("four")]], BASE);
const LOG = new TextDecoder().decode(BUILT.bytes);
const LAST = BUILT.groups.at(-1) ?? BUILT.start;
const LISTED: ManifestSession = { id: ID, seq: LAST.seq, head: LAST.head, log: LAST.to };

/** Stages a snapshot of one session; what comes of it, or the problem. */
async function stage(
  files: Readonly<Record<string, string>>,
  listed: ManifestSession = LISTED,
  wants = true,
): Promise<string> {
  const names = Object.keys(files).sort();
  const all = new Map(names.map((name) => [name, files[name] ?? ""]));
  const manifest = sampleManifest(all, { sessions: [listed], current: null });
  const tar = await makeArchive({ files: all, manifest: formatManifest(manifest) });
  return await withScratch(async (directory) => {
    const tree = new StagedTree(directory);
    const options = { wants: () => wants, config: false, secrets: false, progress: () => {} };
    try {
      const incoming = await stageArchive(await readSnapshotArchive([tar]), tree, options);
      assert.deepEqual(
        pathsBelow(directory).filter((path) => !path.endsWith("/")),
        [...incoming.sums.keys()].map((name) => `in/${name}`).sort(),
      );
      for (const [name, sum] of incoming.sums) {
        assert.equal(sha256Hex(Deno.readFileSync(tree.path(`in/${name}`))), sum);
      }
      return [...incoming.sums.keys(), ...incoming.left.map((name) => `left ${name}`)].join(" ");
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      const { failure } = error;
      assert.equal(failure.code, "snapshot.damaged");
      const { problem } = failure.facts as { problem: { kind: string; found?: string } };
      return `${problem.kind} ${problem.found ?? ""}`;
    }
  });
}

const own = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`sessions/${ID}/${name}`, text]));
const WHOLE = own({ "base.json": BASE, "log.jsonl": LOG });

Deno.test("a session whose log continues its base to where the manifest says is staged", async () => {
  const [base, log] = Object.keys(WHOLE);
  assert.equal(await stage(WHOLE), `${base} ${log}`);
  assert.equal(
    await stage({ ...WHOLE, ...own({ "meta.json": "{}", "history.jsonl": "x\n" }) }),
    `${base} sessions/${ID}/history.jsonl ${log}`,
  );
  const begun = { ...LISTED, seq: 0, head: BUILT.start.head, log: 0 };
  assert.equal(await stage(own({ "base.json": BASE }), begun), `${base} ${log}`);
});

Deno.test("what an import does not apply is not staged", async () => {
  assert.equal(await stage(WHOLE, LISTED, false), "");
  const odd = {
    "config.yaml": "a: 1\n",
    "meta.json": "{}",
    "lock": "",
    "other/a": "x",
    ...own({ "state.json": "{}", "checkpoints/.a.json": "{}", "checkpoints/a/b.json": "{}" }),
  };
  const staged = await stage({ ...WHOLE, ...odd });
  assert.equal(
    staged,
    [
      ...Object.keys(WHOLE),
      "left config.yaml",
      "left lock",
      "left other/a",
      ...["checkpoints/.a.json", "checkpoints/a/b.json", "state.json"]
        .map((name) => `left sessions/${ID}/${name}`),
    ].join(" "),
  );
});

Deno.test("a session that is not whole is refused, with right sums too", async () => {
  const lines = LOG.trimEnd().split("\n");
  const logs: readonly (readonly [string, string])[] = [
    ["session log", LOG.replace("two", "2wo")],
    ["session log", LOG.slice(0, -1)],
    ["session log", `${LOG}{}\n`],
    ["session log", `${LOG}\0`],
    ["session log", lines.slice(0, 2).map((line) => `${line}\n`).join("")],
    ["session log", lines.slice(1).map((line) => `${line}\n`).join("")],
    ["session log", "\n"],
    ["session log", `${"x".repeat(100_000)}\n`],
    ["session other_end", `${lines[0]}\n`],
    ["session other_end", ""],
  ];
  for (const [wanted, log] of logs) {
    assert.equal(await stage({ ...WHOLE, ...own({ "log.jsonl": log }) }), wanted, log.slice(0, 80));
  }
  assert.equal(await stage(own({ "log.jsonl": LOG })), "session no_base");
  assert.equal(await stage({ ...WHOLE, ...own({ "base.json": "{}" }) }), "session base");
  assert.equal(await stage({ ...WHOLE, ...own({ "base.json": `${BASE} ` }) }), "session log");
  assert.equal(await stage(WHOLE, { ...LISTED, id: "261122-zzzzzz" }), "session not_listed");
  assert.equal(await stage({}), "session no_base");
  for (const change of [{ seq: 3 }, { head: "0".repeat(32) }, { log: LAST.to - 1 }]) {
    assert.equal(await stage(WHOLE, { ...LISTED, ...change }), "session other_end");
  }
});
