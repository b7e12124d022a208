import assert from "node:assert/strict";
import { comparable, type Documents, fingerprint, readDocuments } from "./crash_documents.ts";
import { type CrashCase, crashCases, faultName } from "./crash_faults.ts";
import { canCutWrites, changesByOthers, runAimed, runTraced } from "./crash_inject.ts";
import { judgeEnd, judgeState, type Verdict } from "./crash_judge.ts";
import { chanceRemover, pathClass } from "./crash_names.ts";
import type { Scenario } from "./crash_scenario.ts";
import { Slot } from "./crash_slot.ts";
import { CrashTable } from "./crash_table.ts";
import type { Call } from "./crash_trace.ts";

/** What a slot knows about its scenario: the state before and after, and the steps between. */
export interface Reference {
  readonly slot: Slot;
  readonly before: Documents;
  readonly after: Documents;
  /** The state after as it is where a part of it could not be stored and the command said so. */
  readonly degraded: Documents | null;
  readonly cases: readonly CrashCase[];
  /** What the command did when nothing was done to it. */
  readonly calls: readonly Call[];
  readonly withoutChance: (text: string) => string;
}

/** A case is mostly one process at a time. */
const SLOTS = Math.max(1, Math.min(4, navigator.hardwareConcurrency));

const CAN_CUT = await canCutWrites();

/** Most failed cases that are shown in full. */
const SHOWN = 12;

/**
 * Crashes the command of a scenario at each of its mutating system calls in each way, and prints which
 * state was found afterwards. Cases that leave the same bytes on the disk are all run and all have their
 * exit code and output judged; the readers and the next command, which see only those bytes, run for
 * the first of them.
 *
 * @throws {assert.AssertionError} A case in which nothing was injected, in which the state is neither
 * that before nor that after, in which an acknowledged command is lost, or after which the next
 * command does not work.
 */
export async function crashEverywhere(scenario: Scenario): Promise<void> {
  const started = performance.now();
  const directory = Deno.makeTempDirSync({ prefix: "orchestrator-crash-" });
  try {
    const references: Reference[] = [];
    for (let i = 0; i < SLOTS; i++) {
      references.push(await makeReference(scenario, new Slot(`${directory}/${i}`)));
    }
    assert.deepEqual(await changesOutsideMainThread(scenario, references), []);
    const counts = references.map(({ cases }) => cases.length);
    assert.ok(counts.every((count) => count === counts[0] && count > 0), `Cases: ${counts}`);
    const table = new CrashTable(scenario.name);
    const verdicts = new Map<string, Promise<Verdict>>();
    const failures: string[] = [];
    let next = 0;
    await Promise.all(references.map(async (reference) => {
      for (let index = next++; index < reference.cases.length; index = next++) {
        const crash = reference.cases[index];
        if (crash === undefined) break;
        const { outcome, problems } = await tryCase(scenario, reference, crash, verdicts);
        table.add(crash, outcome, problems.length > 0);
        if (problems.length > 0) failures.push(describe(scenario, reference, crash, problems));
      }
    }));
    const left = CAN_CUT ? "" : "; no write was cut, because prlimit is missing";
    table.print(verdicts.size, (performance.now() - started) / 1000, left);
    assert.equal(
      failures.length,
      0,
      `${scenario.name}: ${failures.length} cases failed\n${failures.slice(0, SHOWN).join("\n")}`,
    );
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
}

async function changesOutsideMainThread(
  scenario: Scenario,
  [reference]: readonly Reference[],
): Promise<readonly string[]> {
  if (reference === undefined) return [];
  await reference.slot.reset();
  return await changesByOthers(reference.slot, scenario.args);
}

async function makeReference(scenario: Scenario, slot: Slot): Promise<Reference> {
  await scenario.prepare(slot);
  slot.keep();
  await slot.reset();
  const known = await readDocuments(slot, scenario.reader);
  const withoutChance = chanceRemover(Object.values(known).join("\n"), slot.live);
  const { ended, trace } = await runTraced(slot, scenario.args);
  assert.equal(ended.code, 0, `${scenario.name} fails by itself: ${ended.stderr}${ended.stdout}`);
  const after = comparable(await readDocuments(slot, scenario.reader), withoutChance);
  const before = comparable(known, withoutChance);
  const degraded = scenario.degraded?.documents(after) ?? null;
  const all = crashCases(trace.calls, slot.live);
  const cases = (scenario.sample === undefined ? all : sampled(all, scenario.sample, slot.live))
    .filter(({ fault }) => CAN_CUT || (fault.kind !== "short" && fault.kind !== "torn"));
  return { slot, before, after, degraded, cases, calls: trace.calls, withoutChance };
}

/** The first and the last of those that do the same to the same file. */
function sampled(cases: readonly CrashCase[], count: number, root: string): readonly CrashCase[] {
  const groups = Map.groupBy(
    cases,
    ({ call, fault }) =>
      [call.syscall, faultName(fault), ...call.paths.map((path) => pathClass(path, root))].join(
        " ",
      ),
  );
  const kept = new Set(
    Array.from(groups.values()).flatMap((group) => [
      ...group.slice(0, count),
      ...group.slice(-count),
    ]),
  );
  return cases.filter((one) => kept.has(one));
}

interface Tried {
  readonly outcome: string;
  readonly problems: readonly string[];
}

async function tryCase(
  scenario: Scenario,
  reference: Reference,
  crash: CrashCase,
  verdicts: Map<string, Promise<Verdict>>,
): Promise<Tried> {
  const { slot, calls, withoutChance } = reference;
  const run = await runAimed(slot, scenario.args, crash, calls);
  if (run === null) return { outcome: "nothing injected", problems: ["Nothing was injected"] };
  const state = fingerprint(slot, withoutChance);
  const judged = verdicts.get(state) ?? judgeState(scenario, reference);
  verdicts.set(state, judged);
  const verdict = await judged;
  const end = run.ended.code === null ? "killed" : `exit ${run.ended.code}`;
  return {
    outcome: `${verdict.state} (${end})`,
    problems: [...verdict.problems, ...judgeEnd(scenario, run, crash, verdict.state)],
  };
}

function describe(
  scenario: Scenario,
  { slot }: Reference,
  { call, fault, before }: CrashCase,
  problems: readonly string[],
): string {
  const paths = call.paths.map((path) => pathClass(path, slot.live)).join(" → ");
  return `- "${scenario.args.join(" ")}", ${faultName(fault)} at ${call.syscall} ` +
    `number ${call.ordinal} (${paths}; the call before is ${before?.syscall ?? "none"})\n` +
    problems.map((problem) => `    ${problem}`).join("\n");
}
