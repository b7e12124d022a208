import assert from "node:assert/strict";
import { parseBenchOptions } from "../../scripts/bench/options.ts";
import { replaceTable } from "../../scripts/bench/readme.ts";
import { markdownTable, resultLine } from "../../scripts/bench/report.ts";
import type { Result } from "../../scripts/bench/result.ts";
import { ROWS } from "../../scripts/bench/rows.ts";
import { median, minimum, percentile } from "../../scripts/bench/statistics.ts";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";

const AROUND = { cpus: 2, deno: "2.7.11", system: "x86_64-unknown-linux-gnu" };

function result(more: Partial<Result>): Result {
  return {
    what: "status",
    gate: "≤ 1.25 × empty",
    found: "1.10",
    median: 33,
    minimum: 31,
    quoted: "",
    holds: true,
    first: null,
    grouped: false,
    used: 0.88,
    ...more,
  };
}

Deno.test("every command of the program is measured", () => {
  const measured = new Set(ROWS.flatMap(({ args, command }) => command ?? args[0] ?? []));
  const missing = COMMAND_TABLE.map(({ path }) => path).filter((path) => !measured.has(path));
  assert.deepEqual(missing, []);
});

/** As they are measured, without `--fix` and `--cleanup` and with `--dry-run`, they only read. */
const WRITES_WITH_A_FLAG = ["doctor", "checkpoints", "migrate"];

Deno.test("a command that writes is measured in a repository that is put back", () => {
  for (const { path, effect } of COMMAND_TABLE) {
    for (const row of ROWS.filter(({ command }) => command === path)) {
      const writes = !("reads" in effect) && !WRITES_WITH_A_FLAG.includes(path);
      assert.equal(row.changes, writes, path);
    }
  }
});

Deno.test("every row is measured at least 21 times, and no two have one name", () => {
  assert.deepEqual(ROWS.filter(({ pairs }) => pairs < 21), []);
  assert.equal(new Set(ROWS.map(({ what }) => what)).size, ROWS.length);
});

Deno.test("median, minimum and percentile take any order and any count", () => {
  assert.equal(median([3, 100, 1]), 3);
  assert.equal(median([4, 1, 100, 2]), 3);
  assert.equal(minimum([3, 1, 2]), 1);
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile([7], 0.99), 7);
  assert.throws(() => median([]), RangeError);
  assert.throws(() => percentile([], 0.5), RangeError);
});

Deno.test("the table shows of the rows with one gate the three slowest, and the rest in one line", () => {
  const table = markdownTable([
    result({ what: "env", grouped: true, used: 0.1 }),
    result({ what: "status" }),
    ...["log", "init", "paths", "list", "learn"].map((what, index) =>
      result({ what, grouped: true, used: 0.5 + index / 10 })
    ),
  ], AROUND);
  const names = [...table.matchAll(/^\| ([a-z][^|]*) \|/gm)].map(([, name]) => name);
  assert.deepEqual(names, [
    "status",
    "learn",
    "list",
    "paths",
    "the other 3 command lines: at most init",
  ]);
  assert.doesNotMatch(table, /\benv\b/);
});

Deno.test("a row that failed, and one that was measured twice, can be told", () => {
  assert.match(resultLine(result({})), /^holds /);
  assert.match(resultLine(result({ holds: false })), /^FAILS /);
  assert.match(resultLine(result({ first: "1.30" })), /1\.10 \(first 1\.30\)/);
});

Deno.test("the table replaces what is between the markers and nothing else", () => {
  const readme = "# Title\n<!-- bench:start -->\nold\n<!-- bench:end -->\nEnd\n";
  const replaced = replaceTable(readme, "| new |\n");
  assert.equal(replaced, "# Title\n<!-- bench:start -->\n\n| new |\n\n<!-- bench:end -->\nEnd\n");
  assert.equal(replaceTable(replaced, "| new |\n"), replaced);
  assert.throws(() => replaceTable("# Title\n", "| new |"), RangeError);
});

Deno.test("a benchmark that is asked for in a wrong way says so", () => {
  assert.deepEqual(parseBenchOptions(["--only", "status"]), { only: "status", write: false });
  assert.deepEqual(parseBenchOptions(["--write"]), { only: null, write: true });
  assert.throws(() => parseBenchOptions(["--only"]), /part of the name/);
  assert.throws(() => parseBenchOptions(["--write", "--only", "status"]), /needs all rows/);
  assert.throws(() => parseBenchOptions(["--fast"]), /Cannot understand/);
});
