/**
 * Measures the program against an empty one in the same run: `scripts/bench.ts [--only TEXT]
 * [--write]`. `--only` takes the rows whose name has TEXT in it, `--write` puts the table into
 * README.md between its markers. A row that does not hold is measured a second time, which then counts.
 *
 * Exit codes: 0 every gate holds, 1 one does not or nothing could be measured, 2 wrong usage.
 */
import { dirname, join } from "node:path";
import { CROWD_TITLE, measureCrowd } from "./bench/crowd.ts";
import { type BenchOptions, parseBenchOptions } from "./bench/options.ts";
import { measureMigration, MIGRATION_TITLE } from "./bench/migration.ts";
import { measureRow } from "./bench/pairs.ts";
import { measurePassphrase, PASSPHRASE_TITLE } from "./bench/passphrase.ts";
import { compilePrograms, type Programs } from "./bench/programs.ts";
import { replaceTable } from "./bench/readme.ts";
import { headLine, markdownTable, resultLine, surroundingsText } from "./bench/report.ts";
import { Repositories } from "./bench/repositories.ts";
import type { Result } from "./bench/result.ts";
import { ROWS } from "./bench/rows.ts";
import { RunError } from "./bench/run_program.ts";
import { measureScan, SCAN_TITLE } from "./bench/scan.ts";
import { measureSnapshot, SNAPSHOT_TITLE } from "./bench/snapshot.ts";
import { UsageError } from "./compile/options.ts";
import { DenoError, PINNED } from "./compile/pinned_deno.ts";
import { say } from "./compile/say.ts";

const REPOSITORY = dirname(import.meta.dirname ?? "");

async function bench(options: BenchOptions): Promise<number> {
  const programs = await compilePrograms(REPOSITORY);
  const directory = await Deno.makeTempDir({ prefix: "orchestrator-bench-" });
  try {
    const results = await measureAll(options, programs, await Deno.realPath(directory));
    if (results.length === 0) throw new UsageError(`No row is called "${options.only}"`);
    return await report(options, results);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function measureAll(
  { only }: BenchOptions,
  programs: Programs,
  directory: string,
): Promise<readonly Result[]> {
  const repositories = new Repositories(directory, programs.orchestrator);
  const results: Result[] = [];
  function add(result: Result): void {
    results.push(result);
    print(resultLine(result));
  }
  print(headLine());
  for (const row of ROWS.filter(({ what }) => isWanted(what, only))) {
    add(await measureRow(row, programs, repositories));
  }
  if (isWanted(SCAN_TITLE, only)) add(measureScan());
  if (isWanted(CROWD_TITLE, only)) {
    for (const result of await measureCrowd(programs, repositories)) add(result);
  }
  if (isWanted(PASSPHRASE_TITLE, only)) {
    for (const result of await measurePassphrase(programs, repositories)) add(result);
  }
  if (isWanted(SNAPSHOT_TITLE, only)) {
    for (const result of await measureSnapshot(programs, repositories)) add(result);
  }
  if (isWanted(MIGRATION_TITLE, only)) {
    for (const result of await measureMigration(programs, directory)) add(result);
  }
  return results;
}

function isWanted(what: string, only: string | null): boolean {
  return only === null || what.includes(only);
}

async function report({ write }: BenchOptions, results: readonly Result[]): Promise<number> {
  const around = { cpus: navigator.hardwareConcurrency, deno: PINNED, system: Deno.build.target };
  print(`\n${surroundingsText(around)}`);
  const again = results.filter(({ first }) => first !== null).length;
  if (again > 0) {
    print(`Rows measured a second time because the first did not hold: ${again}.`);
  }
  const failed = results.filter(({ holds }) => holds === false).length;
  print(failed === 0 ? "Every gate holds." : `Gates that do not hold: ${failed}.`);
  if (write) {
    const path = join(REPOSITORY, "README.md");
    const readme = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, replaceTable(readme, markdownTable(results, around)));
  }
  return failed === 0 ? 0 : 1;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

async function main(): Promise<number> {
  try {
    return await bench(parseBenchOptions(Deno.args));
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof DenoError ||
      error instanceof RunError || error instanceof RangeError;
    if (!isExpected) throw error;
    say(error.message);
    return error instanceof UsageError ? 2 : 1;
  }
}

Deno.exitCode = await main();
