import { SecretScanner } from "../../src/scrub/secret_scanner.ts";
import { sha256Hex, startSha256 } from "../../src/store/sha256.ts";
import type { Result } from "./result.ts";
import { median, minimum } from "./statistics.ts";

/** What the row is called. */
export const SCAN_TITLE = "looking for secrets in 64 MiB of logs and hashes";

const BLOCK = 1 << 20;
const BLOCKS = 64;
const ROUNDS = 9;
const GATE = 0.2;

/** Measures how quickly an export looks for secrets, against SHA-256 of the same bytes, in turns. */
export function measureScan(): Result {
  const bytes = block();
  const scans: number[] = [];
  const hashes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const scanner = new SecretScanner(null);
    scans.push(timed(() => scanner.push(bytes)));
    if (scanner.end().length > 0) throw new RangeError("A secret was found where there is none");
    const hash = startSha256();
    hashes.push(timed(() => hash.update(bytes)));
    hash.hex();
  }
  const ratio = median(hashes) / median(scans);
  return {
    what: SCAN_TITLE,
    gate: `≥ ${GATE} × SHA-256`,
    found: ratio.toFixed(2),
    median: median(scans),
    minimum: minimum(scans),
    quoted: "",
    holds: ratio >= GATE,
    first: null,
    grouped: false,
    used: GATE / ratio,
  };
}

function timed(work: () => void): number {
  const started = performance.now();
  for (let round = 0; round < BLOCKS; round++) work();
  return performance.now() - started;
}

/** Lines as sessions and checksums have them, no two alike. */
function block(): Uint8Array {
  const lines: string[] = [];
  for (let length = 0; length < BLOCK;) {
    const hash = sha256Hex(String(lines.length));
    const line = lines.length % 4 === 0
      ? `${hash}  src/cli/part_${lines.length}.ts`
      : JSON.stringify({
        timestamp: `2026-11-23T10:00:00.${hash.replace(/[a-f]/g, "").slice(0, 6)}Z`,
        event_type: "gate_executed",
        workflow_id: `wf_${hash.slice(0, 8)}`,
        item_id: `item_${lines.length % 97}`,
        message: "The tests of the review passed in the session with the plan of the task",
        details: { exit_code: 0, stdout: `ok: see https://example.com/builds/${lines.length}` },
        seq: lines.length,
        prev: hash.slice(0, 32),
      });
    lines.push(line);
    length += line.length + 1;
  }
  return new TextEncoder().encode(`${lines.join("\n")}\n`).subarray(0, BLOCK);
}
