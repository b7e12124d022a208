import { readEvents } from "../../src/session/read_events.ts";
import type { Programs } from "./programs.ts";
import { CROWD, type Repositories, sessionIds } from "./repositories.ts";
import type { Repository } from "./repository.ts";
import type { Result } from "./result.ts";
import { type Run, runBeside, RunError } from "./run_program.ts";
import { median, minimum, percentile } from "./statistics.ts";
import { itemId } from "./wide_workflow.ts";

/** What the rows are called together, for `--only`. */
export const CROWD_TITLE = `${CROWD} processes complete an item of one session at once`;

/** How often all of them are started: the 99th percentile needs hundreds of runs. */
const ROUNDS = 25;

const SLOW = 0.99;
const LOCK_WAIT_GATE = 100;
const COMMAND_GATE = 1.3;

/** What the program says of each lock when `ORCHESTRATOR_TIMINGS=1`. */
const LOCK_WAITED = /^note: waited (\d+(?:\.\d+)?) ms for /gm;

/** All rounds of one measurement. */
interface Crowd {
  /** Events that were acknowledged and are not in the log, over all rounds. */
  readonly lost: number;
  readonly lockWaits: readonly number[];
  readonly commands: readonly number[];
  readonly empties: readonly number[];
}

/** Measures the crowd's three rows; what does not hold a second time, which then counts. */
export async function measureCrowd(
  programs: Programs,
  repositories: Repositories,
): Promise<readonly Result[]> {
  const place = await repositories.get("crowd");
  const quiet: Repository = {
    ...place,
    environment: { ...place.environment, ORCHESTRATOR_TIMINGS: "1" },
  };
  const first = resultsOf(await measureOnce(programs, quiet));
  if (first.every(({ holds }) => holds)) return first;
  const second = resultsOf(await measureOnce(programs, quiet));
  return second.map((result, index) => {
    const before = first[index];
    // What was lost once is lost, whatever happens later.
    if (before === undefined || before.holds) return result;
    return index === 0 ? before : { ...result, first: before.found };
  });
}

async function measureOnce(programs: Programs, place: Repository): Promise<Crowd> {
  let lost = 0;
  const commands: Run[] = [];
  const empties: Run[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    place.restore();
    empties.push(...await startAll((_n) => runBeside(programs.empty, [], place)));
    const before = await countEvents(place);
    commands.push(
      ...await startAll((n) =>
        runBeside(programs.orchestrator, ["complete", itemId(1, n), "--quiet"], place)
      ),
    );
    lost += before + CROWD - await countEvents(place);
  }
  return {
    lost,
    lockWaits: commands.flatMap(({ stderr }) => lockWaits(stderr)),
    commands: commands.map(({ milliseconds }) => milliseconds),
    empties: empties.map(({ milliseconds }) => milliseconds),
  };
}

async function startAll(start: (n: number) => Promise<Run>): Promise<readonly Run[]> {
  return await Promise.all(Array.from({ length: CROWD }, (_, index) => start(index + 1)));
}

/** The events that a reader of the session sees; everything from a bad line on does not count. */
async function countEvents(place: Repository): Promise<number> {
  const [id, ...others] = sessionIds(place);
  if (id === undefined || others.length > 0) throw new TypeError("There must be one session");
  return (await readEvents(place.root, id)).events.length;
}

function lockWaits(stderr: string): readonly number[] {
  const waits = [...stderr.matchAll(LOCK_WAITED)].map(([, wait]) => Number(wait));
  if (waits.length === 0) throw new RunError(`No lock was timed: "${stderr.trim()}"`);
  return waits;
}

function resultsOf({ lost, lockWaits, commands, empties }: Crowd): readonly Result[] {
  const wait = percentile(lockWaits, SLOW);
  const ratio = percentile(commands, SLOW) / percentile(empties, SLOW);
  const rest = { median: null, minimum: null, quoted: "", first: null, grouped: false };
  return [
    {
      ...rest,
      what: `${CROWD_TITLE}: events lost`,
      gate: "0",
      found: `${lost} of ${commands.length}`,
      holds: lost === 0,
      used: lost === 0 ? 0 : Infinity,
    },
    {
      ...rest,
      what: "— waiting for the lock, 99th percentile",
      gate: `≤ ${LOCK_WAIT_GATE} ms`,
      found: `${wait.toFixed(1)} ms`,
      holds: wait <= LOCK_WAIT_GATE,
      used: wait / LOCK_WAIT_GATE,
    },
    {
      ...rest,
      what: "— the whole command, 99th percentile",
      gate: `≤ ${COMMAND_GATE.toFixed(2)} × ${CROWD} empty`,
      found: ratio.toFixed(2),
      median: median(commands),
      minimum: minimum(commands),
      holds: ratio <= COMMAND_GATE,
      used: ratio / COMMAND_GATE,
    },
  ];
}
