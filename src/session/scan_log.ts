import type { SessionEvent } from "../workflow/event.ts";
import { chainLink, parseEventLine } from "./event_line.ts";
import { lineText, type LogBlock, logBlocks, newlineOf } from "./log_blocks.ts";
import type { DamageProblem } from "./session_view.ts";

/** A point in a log after which lines are read: what the cache remembers, or the beginning. */
export interface LogPosition {
  /** Sequence number of the last line before this point; 0 at the beginning. */
  readonly seq: number;
  /** Chain link of that line (of `base.json` at the beginning). */
  readonly head: string;
  /** First byte of that line. */
  readonly from: number;
  /** First byte after its newline: the point itself. */
  readonly to: number;
}

/** What follows the last whole group. */
export type LogTail =
  | { readonly kind: "none" }
  | { readonly kind: "torn"; readonly line: number; readonly bytes: number }
  | { readonly kind: "damaged"; readonly line: number; readonly problem: DamageProblem };

/** The outcome of reading a log from a point on. */
export interface ScannedLog {
  /** The point after the last whole group. */
  readonly position: LogPosition;
  readonly tail: LogTail;
}

/** The first line that does not continue the log. */
interface BadLine {
  readonly line: number;
  readonly problem: DamageProblem;
  readonly isLast: boolean;
}

/** How far the lines were good. */
interface GoodLines {
  readonly whole: LogPosition;
  readonly bad: BadLine | null;
}

/**
 * Reads the lines after a point and checks sequence, chain and groups.
 *
 * What follows the last whole group is a torn tail if only the last line is bad (it never counted),
 * and damage if lines follow it.
 *
 * @param bytes The log from `start.to` on.
 * @param take Gets the events of all whole groups, in order.
 */
export function scanLog(
  bytes: Uint8Array,
  start: LogPosition,
  take: (event: SessionEvent) => void,
): ScannedLog {
  const { whole, bad } = readLines(bytes, start, take);
  const missing = bytes.length - (whole.to - start.to);
  return { position: whole, tail: judge(bad, whole, missing) };
}

function readLines(
  bytes: Uint8Array,
  start: LogPosition,
  take: (event: SessionEvent) => void,
): GoodLines {
  let whole = start;
  let current = start;
  let group: SessionEvent[] = [];
  for (const block of logBlocks(bytes)) {
    for (let from = 0; from < block.bytes.length;) {
      const newline = newlineOf(block, from);
      const read = newline === -1 ? "not_json" : readLine(block, from, newline, current);
      const problem = typeof read === "string" ? read : groupProblem(read, group);
      if (typeof read === "string" || problem !== null) {
        const isLast = newline === -1 || block.offset + newline + 1 === bytes.length;
        return { whole, bad: { line: current.seq + 1, problem: problem ?? "not_json", isLast } };
      }
      current = {
        seq: read.seq,
        head: chainLink(block.bytes.subarray(from, newline)),
        from: start.to + block.offset + from,
        to: start.to + block.offset + newline + 1,
      };
      const [index, size] = read.group ?? [1, 1];
      if (index < size) {
        group.push(read);
      } else {
        group.forEach(take);
        take(read);
        group = [];
        whole = current;
      }
      from = newline + 1;
    }
  }
  return { whole, bad: null };
}

function readLine(
  block: LogBlock,
  from: number,
  to: number,
  before: LogPosition,
): SessionEvent | DamageProblem {
  const text = lineText(block, from, to);
  if (text === null) {
    return "not_json";
  }
  const parsed = parseEventLine(text);
  if (parsed.kind !== "event") {
    return parsed.kind;
  }
  if (parsed.event.seq !== before.seq + 1) {
    return "wrong_sequence";
  }
  return parsed.event.prev === before.head ? parsed.event : "wrong_chain";
}

/** @param before The lines of the same group that came before. */
function groupProblem(event: SessionEvent, before: readonly SessionEvent[]): DamageProblem | null {
  const [index, size] = event.group ?? [1, 1];
  const expected = before[0]?.group?.[1] ?? size;
  return index === before.length + 1 && size === expected ? null : "broken_group";
}

/** A complete line of the predecessor is a user's event, so it is never a torn tail. */
function judge(bad: BadLine | null, whole: LogPosition, missing: number): LogTail {
  if (bad !== null && (!bad.isLast || bad.problem === "unsealed")) {
    return { kind: "damaged", line: bad.line, problem: bad.problem };
  }
  const line = bad?.line ?? whole.seq + 1;
  return missing === 0 ? { kind: "none" } : { kind: "torn", line, bytes: missing };
}
