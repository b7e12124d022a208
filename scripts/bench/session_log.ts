import { chainLink } from "../../src/session/event_line.ts";

const WORDS = "plan review build check deploy the failed passed session with of a in 41 tests"
  .split(" ");

/** Appends so many bytes of lines to a log, such as sessions have, no two of them alike. */
export function fillLog(path: string, length: number): void {
  const present = Deno.readTextFileSync(path).trimEnd().split("\n");
  let seq = present.length;
  let prev = chainLink(present.at(-1) ?? "");
  using log = Deno.openSync(path, { append: true });
  const encoder = new TextEncoder();
  for (let written = 0; written < length;) {
    const lines: string[] = [];
    for (let index = 0; index < 1000; index++) {
      const line = JSON.stringify(eventOf(++seq, prev));
      prev = chainLink(line);
      lines.push(line);
    }
    const bytes = encoder.encode(`${lines.join("\n")}\n`);
    for (let rest = bytes; rest.length > 0;) rest = rest.subarray(log.writeSync(rest));
    written += bytes.length;
  }
}

function eventOf(seq: number, prev: string): object {
  const text = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => WORDS[(from * 7 + index * index) % WORDS.length])
      .join(" ");
  return {
    timestamp: `2026-11-23T10:00:00.${String(seq % 1_000_000).padStart(6, "0")}Z`,
    event_type: "gate_executed",
    workflow_id: "wf_0001",
    phase_id: "EXECUTE",
    item_id: `item_${seq % 97}`,
    message: text(seq, 10),
    details: { exit_code: seq % 3, seconds: seq % 1009 / 100, stdout: text(seq % 8191, 25) },
    actor: "agent",
    seq,
    prev,
  };
}
