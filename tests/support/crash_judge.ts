import {
  comparable,
  differences,
  type Documents,
  leftovers,
  readDocuments,
} from "./crash_documents.ts";
import type { CrashCase } from "./crash_faults.ts";
import type { Reference } from "./crash_harness.ts";
import type { TracedRun } from "./crash_inject.ts";
import type { Scenario } from "./crash_scenario.ts";

/** Where a state on disk stands. `same`: the command changes nothing that readers show. */
export type State = "before" | "after" | "degraded" | "same" | "between";

/** What was found after a crash. */
export interface Verdict {
  readonly state: State;
  readonly problems: readonly string[];
}

/** Exit codes with which a command may say that it could not do its work: locks, creation, I/O. */
const HONEST_EXITS: readonly number[] = [69, 73, 74];

/** A check found something. */
const FOUND_SOMETHING = 1;

/** Reads what a crash left, runs the next command, and lets `doctor` look at the result. */
export async function judgeState(scenario: Scenario, reference: Reference): Promise<Verdict> {
  const { slot, withoutChance } = reference;
  const found = comparable(await readDocuments(slot, scenario.reader), withoutChance);
  const always = [...scenario.always?.(slot) ?? []];
  const settled = scenario.settle === undefined
    ? { documents: found, problems: [] }
    : await settle(scenario.settle, scenario.reader, reference, found);
  const { documents } = settled;
  const state = stateOf(documents, reference);
  return {
    state,
    problems: [
      ...settled.problems,
      ...(state === "between" ? tellBetween(documents, reference) : []),
      ...always,
      ...await judgeNext(scenario, reference, state),
    ],
  };
}

/** Readers print the state before or after already; the files of the user follow with one command. */
async function settle(
  args: readonly string[],
  reader: readonly string[] | undefined,
  reference: Reference,
  found: Documents,
): Promise<{ readonly documents: Documents; readonly problems: readonly string[] }> {
  const { slot, before, after, withoutChance } = reference;
  const shown = [before, after].some((state) =>
    differences(found, state).every((name) => name === "files")
  );
  const { code, stdout, stderr } = await slot.run([...args, "--json"]);
  return {
    documents: comparable(await readDocuments(slot, reader), withoutChance),
    problems: [
      ...(shown ? [] : tellBetween(found, reference)),
      ...(code === 0 ? [] : [`"${args.join(" ")}" exits ${code}: ${stdout}${stderr}`]),
    ],
  };
}

function stateOf(documents: Documents, { before, after, degraded }: Reference): State {
  const isBefore = differences(documents, before).length === 0;
  const isAfter = differences(documents, after).length === 0;
  if (isBefore && isAfter) return "same";
  if (degraded !== null && differences(documents, degraded).length === 0) return "degraded";
  return isBefore ? "before" : isAfter ? "after" : "between";
}

function tellBetween(documents: Documents, reference: Reference): readonly string[] {
  return (["before", "after"] as const).flatMap((name) =>
    differences(documents, reference[name]).map((document) =>
      `${document} is not that ${name}:\n      is   ${documents[document].slice(0, 1500)}` +
      `\n      not  ${reference[name][document].slice(0, 1500)}`
    )
  );
}

async function judgeNext(
  scenario: Scenario,
  { slot, after, withoutChance }: Reference,
  state: State,
): Promise<readonly string[]> {
  const args = state === "before" ? scenario.retry : scenario.follow;
  const next = await slot.run([...args, "--json"]);
  const problems: string[] = [];
  if (next.code !== 0) {
    problems.push(`Next, "${args.join(" ")}" exits ${next.code}: ${next.stdout}${next.stderr}`);
  } else if (state === "before") {
    const documents = comparable(await readDocuments(slot, scenario.reader), withoutChance);
    for (const name of differences(documents, after)) {
      problems.push(
        `Next, "${args.join(" ")}" does not bring the ${name} after: ${documents[name]}` +
          `\n      not  ${after[name]}`,
      );
    }
  }
  const doctor = await slot.run(["doctor", "--json"]);
  if (doctor.code !== 0) problems.push(`Doctor exits ${doctor.code}: ${doctor.stdout}`);
  const left = leftovers(slot.repository);
  if (left.length > 0) problems.push(`Left beside user files: ${left.join(", ")}`);
  return problems;
}

/** Judges how the crashed command itself ended. */
export function judgeEnd(
  scenario: Scenario,
  { ended, trace }: TracedRun,
  { fault }: CrashCase,
  state: State,
): readonly string[] {
  const { code, stdout, stderr } = ended;
  const isAfter = state === "after" || state === "same" || state === "degraded";
  const problems: string[] = [];
  const saysSo = code === 0 && stderr.includes(scenario.degraded?.words ?? "\0");
  if (state === "degraded" && !saysSo) problems.push("A part is missing and nobody said so");
  const said = scenario.saysInstead;
  const goesOn = code === 0 && said !== undefined && stdout.includes(said);
  if (code === 0 && !isAfter && !goesOn) problems.push("It exited with 0 and did nothing");
  if (printedSuccess(stdout) && !isAfter && !goesOn) {
    problems.push("It printed success and did nothing");
  }
  // Not every write is tried again: who tells nobody what it holds need not die of it.
  const dies = fault.kind === "kill" || (fault.kind === "torn" && trace.killedBy === "SIGXFSZ");
  if (dies !== (code === null)) problems.push(`It ended with exit code ${code}`);
  const found = scenario.checks === true && code === FOUND_SOMETHING;
  if (code !== null && code !== 0 && !found && !HONEST_EXITS.includes(code)) {
    problems.push(`It exited with ${code}: ${stdout}${stderr}`);
  }
  return problems;
}

function printedSuccess(stdout: string): boolean {
  const schema = /^\{"schema":"([^"]+)"[^]*\}\n$/.exec(stdout)?.[1];
  return schema !== undefined && schema !== "orchestrator.error/1";
}
