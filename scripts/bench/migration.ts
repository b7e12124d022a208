import { join } from "node:path";
import type { Programs } from "./programs.ts";
import type { Result } from "./result.ts";
import { RunError } from "./run_program.ts";
import { median, minimum } from "./statistics.ts";

/** What the row is called. */
export const MIGRATION_TITLE = "migrate, 1 GiB of checkpoints in 1 000 files";

const FILES = 1000;
/** In bytes. */
const FILE_SIZE = 1 << 20;
const ROUNDS = 3;
const GATE = 1.1;
const MEMORY_GATE_MB = 200;

/** Copies, syncs and hashes both trees: what nobody can do without. */
const BASELINE = "cp -a .workflow_checkpoints ../copy && sync && " +
  "find .workflow_checkpoints ../copy -type f -exec openssl dgst -sha256 {} + >/dev/null";

/**
 * Measures a migration against `cp -a`, `sync` and `openssl dgst` of the same files, in turns, each on
 * files that were just written. Two rows: the ratio of the medians, and the peak of memory.
 *
 * @param directory An empty directory with 4 GiB of room.
 */
export async function measureMigration(
  programs: Programs,
  directory: string,
): Promise<readonly Result[]> {
  const times: number[] = [];
  const baselines: number[] = [];
  const peaks: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const place = join(directory, "migration");
    makeRepository(join(place, "repository"));
    baselines.push((await timed(place, ["sh", "-c", BASELINE])).milliseconds);
    const migrate = await timed(place, [programs.orchestrator, "migrate", "--json"]);
    times.push(migrate.milliseconds);
    peaks.push(migrate.peak / 1000);
    Deno.removeSync(place, { recursive: true });
  }
  const ratio = median(times) / median(baselines);
  const peak = Math.max(...peaks);
  const rest = { quoted: "", first: null, grouped: false };
  return [
    {
      ...rest,
      what: MIGRATION_TITLE,
      gate: `≤ ${GATE.toFixed(2)} × cp, sync, openssl`,
      found: ratio.toFixed(2),
      median: median(times),
      minimum: minimum(times),
      holds: ratio <= GATE,
      used: ratio / GATE,
    },
    {
      ...rest,
      what: "— its memory at the peak",
      gate: `≤ ${MEMORY_GATE_MB} MB`,
      found: `${peak.toFixed(0)} MB`,
      median: null,
      minimum: null,
      holds: peak <= MEMORY_GATE_MB,
      used: peak / MEMORY_GATE_MB,
    },
  ];
}

interface Timed {
  readonly milliseconds: number;
  /** In kB, as the system counted it; 0 where it did not. */
  readonly peak: number;
}

/** Runs a command in the repository below a place, with a home of its own, and looks at its memory. */
async function timed(place: string, command: readonly string[]): Promise<Timed> {
  const started = performance.now();
  const child = new Deno.Command(command[0] ?? "", {
    args: command.slice(1),
    cwd: join(place, "repository"),
    clearEnv: true,
    env: {
      PATH: Deno.env.get("PATH") ?? "",
      HOME: join(place, "home"),
      XDG_STATE_HOME: join(place, "state"),
    },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 20);
  const { code, stderr } = await child.output();
  const milliseconds = performance.now() - started;
  clearInterval(watch);
  if (code !== 0) {
    throw new RunError(`${command.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
  }
  return { milliseconds, peak };
}

function peakOf(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function makeRepository(path: string): void {
  Deno.mkdirSync(join(path, ".workflow_checkpoints"), { recursive: true });
  Deno.mkdirSync(join(path, "..", "home"), { recursive: true });
  Deno.writeTextFileSync(join(path, ".workflow_state.json"), STATE);
  const padding = "x".repeat(FILE_SIZE - 200);
  for (let number = 0; number < FILES; number++) {
    const id = `cp_20260107_033301_${number.toString(16).padStart(6, "0")}`;
    const text = `{"checkpoint_id": "${id}", "workflow_id": "wf_0a1b2c3d", "phase_id": "PLAN", ` +
      `"timestamp": "2026-01-07T03:33:01+00:00", "message": "${padding}"}`;
    Deno.writeTextFileSync(join(path, ".workflow_checkpoints", `${id}.json`), text);
  }
}

const STATE = `{
  "workflow_id": "wf_0a1b2c3d",
  "workflow_type": "Bench",
  "workflow_version": "1.0",
  "task_description": "Measure",
  "status": "active",
  "current_phase_id": "PLAN",
  "phases": {"PLAN": {"id": "PLAN", "status": "active", "items": {"a": {"id": "a"}}}},
  "created_at": "2026-01-07T03:31:52Z",
  "updated_at": "2026-01-07T03:39:21Z",
  "workflow_definition": {
    "name": "Bench",
    "version": "1.0",
    "phases": [{"id": "PLAN", "name": "Plan", "items": [{"id": "a", "name": "A"}]}]
  }
}
`;
