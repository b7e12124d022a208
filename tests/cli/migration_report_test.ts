import assert from "node:assert/strict";
import { EXIT } from "../../src/cli/exit_code.ts";
import { readTree } from "../support/file_tree.ts";
import { LEGACY_REPOSITORIES, writeLegacy } from "../support/legacy_repository.ts";
import { find, parseJson } from "../support/json.ts";
import { type Scratch, withScratch } from "./support/scratch.ts";

function writeSealed(directory: string): void {
  writeLegacy(directory, LEGACY_REPOSITORIES["L4, sealed"] ?? {});
}

/** A repository of the predecessor beside the scratch directory. */
function besideSealed({ tree }: Scratch): string {
  const other = `${tree}/../other`;
  Deno.mkdirSync(other);
  writeSealed(other);
  return Deno.realPathSync(other);
}

Deno.test("a report that has no place is refused before anything is taken over", () =>
  withScratch(async (scratch) => {
    const { run, tree } = scratch;
    const other = besideSealed(scratch);
    writeSealed(tree);
    const before = readTree(tree);
    for (const command of [["migrate"], ["migrate", "--dry-run"], ["import-legacy", other]]) {
      for (const file of ["nowhere/report.md", ".git"]) {
        const refused = await run([...command, "--report", file]);
        assert.equal(refused.code, EXIT.cannotCreate, refused.out + refused.err);
        assert.ok(refused.err.includes(`Cannot create "${tree}/${file}"`), refused.err);
      }
    }
    assert.deepEqual(readTree(tree), before);
  }));

Deno.test("a report is written where there is nothing to take over, too", () =>
  withScratch(async ({ run, read, tree }) => {
    Deno.mkdirSync(`${tree}/empty`);
    for (const command of [["migrate"], ["import-legacy", "empty"]]) {
      const done = await run([...command, "--report", "report.json", "--json"]);
      assert.equal(done.code, 0, done.err);
      const document = parseJson(done.out);
      assert.deepEqual(parseJson(read("report.json")), document);
      for (const key of ["sessions", "originals", "placements", "copies", "left", "problems"]) {
        assert.deepEqual(find(document, key), [], key);
      }
      assert.equal(find(document, "migration"), null);
    }
  }));

Deno.test("a report says in words what stays, and no size that it does not know", () =>
  withScratch(async ({ run, read, tree }) => {
    writeSealed(tree);
    assert.equal((await run(["migrate", "--report", "report.md"])).code, 0);
    const report = read("report.md");
    assert.match(report, /^- `\.orchestrator\/audit\.jsonl` is read where it lies$/m);
    assert.match(
      report,
      /^\| `\.secrets\.enc` \| {2}\| `\.orchestrator\/secrets\/secrets\.enc \(copied\)` \|$/m,
    );
    assert.doesNotMatch(report, /\b0 B\b|in_use/);
  }));

Deno.test("a dry run of an import shows every file that it would copy", () =>
  withScratch(async (scratch) => {
    const other = besideSealed(scratch);
    const dry = await scratch.run(["import-legacy", other, "--dry-run"]);
    assert.match(
      dry.out,
      /^ {2}FILE +SIZE +GOES TO\n {2}\.secrets\.enc +24 B {2}\.orchestrator\/secrets\/secrets\.enc \(copied\)$/m,
    );
    assert.match(dry.out, /^The copies need \d/m);
    assert.doesNotMatch(dry.out, /Total: 0 files/);
    const done = await scratch.run(["import-legacy", other]);
    assert.match(done.out, /copied \.secrets\.enc to \.orchestrator\/secrets\/secrets\.enc/);
  }));

Deno.test("copies of files that could not be written are no trouble for doctor", () =>
  withScratch(async ({ run, tree }) => {
    writeLegacy(tree, LEGACY_REPOSITORIES["L0, no definition"] ?? {});
    Deno.chmodSync(`${tree}/.workflow_state.json`, 0o444);
    Deno.chmodSync(`${tree}/.workflow_log.jsonl`, 0o444);
    assert.equal((await run(["migrate"])).code, 0);
    const { code, out } = await run(["doctor", "--only", "permissions"]);
    assert.equal(code, 0, out);
  }));

Deno.test("sessions of the predecessor are not ours to write, and doctor does not ask for it", () =>
  withScratch(async ({ run, tree }) => {
    writeSealed(tree);
    for (const { name } of Deno.readDirSync(`${tree}/.orchestrator/sessions`)) {
      Deno.chmodSync(`${tree}/.orchestrator/sessions/${name}/state.json`, 0o444);
    }
    const { code, out } = await run(["doctor", "--only", "permissions"]);
    assert.equal(code, 0, out);
  }));
