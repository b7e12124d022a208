import { say } from "../compile/say.ts";
import type { Programs } from "./programs.ts";
import type { Repositories } from "./repositories.ts";
import type { Repository } from "./repository.ts";
import type { Result } from "./result.ts";
import type { Row } from "./rows.ts";
import { RunError, runProgram } from "./run_program.ts";
import { median, minimum } from "./statistics.ts";

/** Pairs that are run first and not counted. */
const WARM_UP = 2;

/** One pair: what is measured and what it is compared with, in milliseconds. */
interface Pair {
  readonly measured: number;
  readonly baseline: number;
}

/**
 * Measures a row; if it does not hold, a second time with twice the pairs, which then counts. A command
 * that fails does not hold; what it said goes to standard error.
 */
export async function measureRow(
  row: Row,
  programs: Programs,
  repositories: Repositories,
): Promise<Result> {
  try {
    const place = await repositories.get(row.repository);
    const small = row.against === "floor" ? null : await repositories.get("small");
    return measureIn(row, programs, place, small);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    say(error.message);
    return failedResult(row);
  }
}

function measureIn(
  row: Row,
  programs: Programs,
  place: Repository,
  small: Repository | null,
): Result {
  const measured = timer(programs.orchestrator, row.args, place);
  const baseline = small === null
    ? timer(programs.empty, [], place)
    : timer(programs.orchestrator, ["status"], small);
  const prepare = () => row.changes ? place.restore() : undefined;
  try {
    runPairs(WARM_UP, prepare, measured, baseline);
    const first = resultOf(row, runPairs(row.pairs, prepare, measured, baseline));
    if (first.holds !== false) return first;
    const second = resultOf(row, runPairs(2 * row.pairs, prepare, measured, baseline));
    return { ...second, first: first.found };
  } finally {
    prepare();
  }
}

function timer(program: string, args: readonly string[], place: Repository): () => number {
  return () => runProgram(program, args, place).milliseconds;
}

/** Which of the two goes first changes from pair to pair, so that neither has the warmer machine. */
function runPairs(
  count: number,
  prepare: () => void,
  measured: () => number,
  baseline: () => number,
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let n = 0; n < count; n++) {
    prepare();
    if (n % 2 === 0) {
      const before = baseline();
      pairs.push({ baseline: before, measured: measured() });
    } else {
      const before = measured();
      pairs.push({ measured: before, baseline: baseline() });
    }
  }
  return pairs;
}

function resultOf(row: Row, pairs: readonly Pair[]): Result {
  const ratio = median(pairs.map(({ measured, baseline }) => measured / baseline));
  const times = pairs.map(({ measured }) => measured);
  return {
    ...failedResult(row),
    found: ratio.toFixed(2),
    median: median(times),
    minimum: minimum(times),
    holds: row.gate === null ? null : ratio <= row.gate,
    used: row.gate === null ? 0 : ratio / row.gate,
  };
}

function failedResult(row: Row): Result {
  const unit = row.against === "floor" ? "× empty" : "× small status";
  return {
    what: row.what,
    gate: row.gate === null ? "none: runs git" : `≤ ${row.gate.toFixed(2)} ${unit}`,
    found: "did not run",
    median: null,
    minimum: null,
    quoted: row.quoted ?? "",
    holds: false,
    first: null,
    grouped: row.command !== undefined && row.gate !== null,
    used: Infinity,
  };
}
