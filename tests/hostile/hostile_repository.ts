import assert from "node:assert/strict";
import { differences, snapshotOf } from "../support/disk_snapshot.ts";
import type { RepositoryFixture } from "../support/repository_fixture.ts";
import { type Run, runWords } from "../support/run_orchestrator.ts";
import { copyOfStarted } from "../support/started_copy.ts";
import { allowedBy } from "./command_of.ts";

/** A repository of somebody else, with a started session in it, for which nothing is granted here. */
export interface Site extends RepositoryFixture {
  /** A file outside of the repository that does not exist: what an attack makes to show that it worked. */
  readonly canary: string;
  /** A shell command line that makes the canary. */
  readonly touch: string;
  /** A directory outside of the repository with one file in it, `precious`. */
  readonly outside: string;
  /** Id of the session that came with the repository. */
  readonly session: string;
  /** Writes a program that makes the canary and returns its absolute path. */
  program(path: string): string;
  /** Puts a link into the place of whatever lies there. */
  link(path: string, target: string): void;
}

/** One row of a table of hostile repositories. */
export interface HostileRepository {
  /** What attacks, and by what it is known; the name of its test. */
  readonly attack: string;
  readonly plant: (site: Site) => void | Promise<void>;
  /** What the attack made the environment into; relative to the site. */
  readonly env?: (site: Site) => Readonly<Record<string, string>>;
  /** Where commands are called, below the repository. */
  readonly cwd?: string;
  /** Calls that the attack aims at, on top of those that every row meets. */
  readonly calls?:
    | readonly (readonly string[])[]
    | ((site: Site) => readonly (readonly string[])[]);
  /** A command line that falls for the attack: the proof that the trap works. */
  readonly proof?: readonly string[];
}

/** What every hostile repository meets. */
const ALWAYS: readonly (readonly string[])[] = [
  ["status"],
  ["doctor"],
  ["complete", "checked"],
];

/** What they meet in turn: each row takes the next two. */
const IN_TURN: readonly (readonly string[])[] = [
  ["log", "--all"],
  ["session", "list"],
  ["trust", "show"],
  ["validate"],
  ["resume"],
  ["complete", "plain"],
  ["handoff"],
  ["checkpoint", "-m", "Mine"],
  ["config", "show", "--all", "--origin"],
  ["analyze"],
  ["doctor", "--fix"],
  ["session", "show"],
  ["migrate", "--dry-run"],
  ["start", "Mine", "--parallel", "--trust", "refuse"],
  ["feedback", "capture", "--auto"],
  ["checkpoints", "--all"],
  ["learn"],
  ["paths", "--explain"],
  ["init", "--force"],
  ["context-reminder"],
  ["generate-md"],
  ["skip", "optional", "-r", "Not needed for this"],
  ["env"],
  ["session", "gc", "--older-than", "0", "--yes"],
  ["__complete", "--", "session", "switch", ""],
  ["advance", "--force"],
  ["trust", "list"],
  ["init", "--agents-md"],
  ["list"],
  ["finish", "--force"],
  ["feedback", "review", "--all"],
];

const EACH = 2;

/** What no terminal may get from us: controls but the line end, bidirectional and invisible ones. */
const FORBIDDEN = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u;

/** What a program prints that did not expect what happened to it. */
const STACK_TRACE = /^\s+at .*(:\d+:\d+|<anonymous>|ext:)|Uncaught|panicked at/m;

/** Everything the program promises to exit with but 70, a bug. */
const EXPECTED_CODES = [0, 1, 2, 65, 66, 69, 73, 74, 75, 77, 78];

/** Milliseconds; a command that takes longer hangs. */
const PATIENCE = 90_000;

/**
 * Registers a test for every row: whatever is called in the repository, nothing outside is made,
 * changed or removed, nothing of it runs, calls that read leave everything as it is, and no control
 * character, anchor or stack trace is printed.
 */
export function testHostile(rows: readonly HostileRepository[]): void {
  for (const [index, row] of rows.entries()) {
    Deno.test(`nothing falls for ${row.attack}`, () => withstands(row, index));
  }
}

async function withstands(row: HostileRepository, index: number): Promise<void> {
  using repository = await copyOfStarted();
  const site = siteOf(repository);
  await row.plant(site);
  const env = row.env?.(site) ?? {};
  const cwd = site.at(row.cwd ?? ".");
  const calls = typeof row.calls === "function" ? row.calls(site) : row.calls ?? [];
  const turns = Array.from(
    { length: EACH },
    (_, turn) => IN_TURN[(index * EACH + turn) % IN_TURN.length] ?? [],
  );
  for (const call of [...ALWAYS, ...calls, ...turns]) {
    const before = snapshotOf(site.base);
    const run = await site.run(call, { cwd, env, killAfter: PATIENCE });
    assertHarmless(call, run);
    assertUntouched(call, before, site);
  }
  if (row.proof !== undefined) await assertTrap(site, row.proof, cwd, env);
}

function siteOf(repository: RepositoryFixture): Site {
  const { base, path } = repository;
  const outside = `${base}/outside`;
  Deno.mkdirSync(outside);
  Deno.writeTextFileSync(`${outside}/precious`, "precious\n");
  const canary = `${base}/canary`;
  const touch = `touch '${canary}'`;
  const site: Site = {
    ...repository,
    canary,
    touch,
    outside,
    session: repository.read(".orchestrator/current").trim(),
    program(name) {
      repository.write(name, `#!/bin/sh\n${touch}\n`);
      Deno.chmodSync(repository.at(name), 0o755);
      return repository.at(name);
    },
    link(name, target) {
      Deno.removeSync(repository.at(name), { recursive: true });
      Deno.symlinkSync(target, `${path}/${name}`);
    },
  };
  // The commands of the session, which somebody else has started.
  for (const script of ["check.sh", "gate.sh"]) repository.write(script, `${touch}\n`);
  return site;
}

function assertHarmless(call: readonly string[], run: Run): void {
  const shown = `${call.join(" ")}: exit ${run.code}\n${run.stdout}${run.stderr}`;
  assert.equal(run.signal, null, `it hangs: ${shown}`);
  assert.ok(EXPECTED_CODES.includes(run.code), shown);
  for (const text of [run.stdout, run.stderr]) {
    // Its lines have a tab between a candidate and what it is.
    const plain = call[0] === "__complete" ? text.replaceAll("\t", " ") : text;
    assert.doesNotMatch(plain, FORBIDDEN, JSON.stringify(shown));
    assert.doesNotMatch(text, STACK_TRACE, shown);
    assert.doesNotMatch(text, /^NEXT_ACTION: (rm|evil)/m, shown);
  }
}

function assertUntouched(
  call: readonly string[],
  before: ReturnType<typeof snapshotOf>,
  { base }: Site,
): void {
  const found = differences(before, snapshotOf(base), allowedBy(call));
  assert.deepEqual(found, [], call.join(" "));
}

async function assertTrap(
  site: Site,
  [program = "", ...args]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const run = await runWords([program, ...args], { cwd, env: { ...site.env, ...env } });
  assert.ok(isThere(site.canary), `the trap is none: ${run.stdout}${run.stderr}`);
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
