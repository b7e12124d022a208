import { join } from "node:path";
import { sessionFile } from "../../src/repo/layout.ts";
import { ITERATIONS } from "../../src/seal/recipient.ts";
import { deriveWithPbkdf2 } from "../../src/seal/derive.ts";
import type { Programs } from "./programs.ts";
import { type Repositories, sessionIds } from "./repositories.ts";
import type { Result } from "./result.ts";
import { runProgram } from "./run_program.ts";
import { fillLog } from "./session_log.ts";
import { median, minimum } from "./statistics.ts";

/** What the rows about a small snapshot begin with. */
export const PASSPHRASE_TITLE = "snapshot, 10 MB with a passphrase";

const LOG_LENGTH = 10_000_000;
const ROUNDS = 7;
/** How often the floor may be taken beside one key derivation. */
const FLOORS = 8;

/**
 * Exports 10 MB with a passphrase and imports them again, in turns with an empty program and with the
 * derivation of the key alone.
 */
export async function measurePassphrase(
  { orchestrator, empty }: Programs,
  repositories: Repositories,
): Promise<readonly Result[]> {
  const place = await repositories.get("exported");
  place.restore();
  const [id = ""] = sessionIds(place);
  fillLog(join(place.root, sessionFile(id, "log.jsonl")), LOG_LENGTH);
  Deno.writeTextFileSync(join(place.root, "passphrase"), "correct horse battery staple\n");
  const times = { floor: [], derivation: [], exporting: [], importing: [] } as Record<
    "floor" | "derivation" | "exporting" | "importing",
    number[]
  >;
  const run = (...args: readonly string[]): number =>
    runProgram(orchestrator, [...args, "--passphrase-file", "passphrase"], place).milliseconds;
  for (let round = 0; round < ROUNDS; round++) {
    const file = `${round}.orcsnap`;
    times.floor.push(runProgram(empty, [], place).milliseconds);
    times.derivation.push(await derivation());
    times.exporting.push(run("snapshot", "export", file));
    Deno.removeSync(join(place.root, ".orchestrator"), { recursive: true });
    times.importing.push(run("snapshot", "import", file));
  }
  const allowed = median(times.derivation) + FLOORS * median(times.floor);
  return [
    resultOf(`${PASSPHRASE_TITLE}: export`, times.exporting, allowed),
    resultOf(`${PASSPHRASE_TITLE}: import`, times.importing, allowed),
  ];
}

/** One derivation as an export does it, in milliseconds. */
async function derivation(): Promise<number> {
  const started = performance.now();
  const salt = crypto.getRandomValues(new Uint8Array(32));
  await deriveWithPbkdf2(new TextEncoder().encode("x"), salt, ITERATIONS.default, 32);
  return performance.now() - started;
}

function resultOf(what: string, times: readonly number[], allowed: number): Result {
  const ratio = median(times) / allowed;
  return {
    what,
    gate: `≤ 1 × (key derivation + ${FLOORS} × empty)`,
    found: ratio.toFixed(2),
    median: median(times),
    minimum: minimum(times),
    quoted: "",
    first: null,
    grouped: false,
    holds: ratio <= 1,
    used: ratio,
  };
}
