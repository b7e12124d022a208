import { join } from "node:path";
import { sessionFile } from "../../src/repo/layout.ts";
import type { Programs } from "./programs.ts";
import { type Repositories, sessionIds } from "./repositories.ts";
import type { Repository } from "./repository.ts";
import type { Result } from "./result.ts";
import { fillLog } from "./session_log.ts";
import { median } from "./statistics.ts";

/** What the rows about a large snapshot begin with. */
export const SNAPSHOT_TITLE = "snapshot export, 1 GiB of JSON logs";

const LOG_LENGTH = 2 ** 30;
/** How often both are run, in turns. */
const PAIRS = 5;
const GATES = { wall: 0.9, bytes: 1.25, memory: 256 } as const;

/** One run: how long it took, what it wrote, and how much memory it had at most. */
interface Measured {
  readonly milliseconds: number;
  readonly bytes: number;
  /** In MiB; null where the system does not tell. */
  readonly memory: number | null;
}

interface Pair {
  readonly ours: Measured;
  readonly theirs: Measured;
}

/** Exports a large session, beside `tar | zstd -3 | age -r` over the same files in the same run. */
export async function measureSnapshot(
  { orchestrator }: Programs,
  repositories: Repositories,
): Promise<readonly Result[]> {
  const place = await repositories.get("small");
  const [id = ""] = sessionIds(place);
  fillLog(join(place.root, sessionFile(id, "log.jsonl")), LOG_LENGTH);
  const { recipient } = JSON.parse(
    (await runIn(place, orchestrator, ["snapshot", "keygen", "key.txt", "--json"])).stdout,
  ) as { readonly recipient: string };
  const pipe = `tar -cf - .orchestrator | zstd -3 -q | age -r ${recipient} > pipe.out`;
  const args = ["snapshot", "export", "ours.out", "--to", recipient];
  const pairs: Pair[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const theirs = await measured(place, "sh", ["-c", pipe], "pipe.out");
    pairs.push({ theirs, ours: await measured(place, orchestrator, args, "ours.out") });
    Deno.removeSync(join(place.root, "ours.out"));
  }
  return resultsOf(pairs);
}

async function measured(
  place: Repository,
  program: string,
  args: readonly string[],
  output: string,
): Promise<Measured> {
  const { milliseconds, memory } = await runIn(place, program, args);
  return { milliseconds, memory, bytes: Deno.statSync(join(place.root, output)).size };
}

async function runIn(
  { root, environment }: Repository,
  program: string,
  args: readonly string[],
): Promise<
  { readonly milliseconds: number; readonly memory: number | null; readonly stdout: string }
> {
  const started = performance.now();
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: root,
    env: { ...environment },
    stdin: "null",
    stdout: "piped",
  }).spawn();
  let memory: number | null = null;
  // The system forgets it when the process ends.
  const timer = setInterval(() => memory = peakMemory(child.pid) ?? memory, 20);
  const { code, stdout } = await child.output();
  clearInterval(timer);
  if (code !== 0) throw new RangeError(`"${program} ${args.join(" ")}" failed with ${code}`);
  const milliseconds = performance.now() - started;
  return { milliseconds, memory, stdout: new TextDecoder().decode(stdout) };
}

function peakMemory(pid: number): number | null {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+)/m.exec(Deno.readTextFileSync(`/proc/${pid}/status`)) ??
      [];
    return kibibytes === undefined ? null : Number(kibibytes) / 1024;
  } catch {
    return null;
  }
}

function resultsOf(pairs: readonly Pair[]): readonly Result[] {
  const medianOf = (figure: (pair: Pair) => number) => median(pairs.map(figure));
  const rest = { minimum: null, quoted: "", first: null, grouped: false };
  const rows = [
    [
      "",
      medianOf(({ ours, theirs }) => ours.milliseconds / theirs.milliseconds),
      GATES.wall,
      " × tar | zstd -3 | age",
      medianOf(({ ours }) => ours.milliseconds),
    ],
    [
      "— bytes",
      medianOf(({ ours, theirs }) => ours.bytes / theirs.bytes),
      GATES.bytes,
      " × tar | zstd -3 | age",
      null,
    ],
    [
      "— peak memory",
      Math.max(...pairs.map(({ ours }) => ours.memory ?? Infinity)),
      GATES.memory,
      " MiB",
      null,
    ],
  ] as const;
  return rows.map(([what, found, gate, unit, milliseconds]) => ({
    ...rest,
    what: what === "" ? SNAPSHOT_TITLE : what,
    gate: `≤ ${gate}${unit}`,
    found: found.toFixed(2),
    median: milliseconds,
    holds: found <= gate,
    used: found / gate,
  }));
}
