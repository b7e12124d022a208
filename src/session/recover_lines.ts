import type { SessionEvent } from "../workflow/event.ts";
import { applyEvent, type Fold } from "../workflow/fold.ts";
import { chainLink, formatEventLine, parseEventLine } from "./event_line.ts";
import type { LogPosition } from "./scan_log.ts";

/** What became of the lines after the valid prefix of a damaged log. */
export interface Recovered {
  /** Lines that count again: their line number in the old log and their new sequence number. */
  readonly recovered: readonly { readonly line: number; readonly seq: number }[];
  /** Lines that do not, and why. */
  readonly dropped: readonly { readonly line: number; readonly problem: string }[];
}

/** The same, with the new lines themselves. */
export interface RecoveredLines extends Recovered {
  readonly bytes: Uint8Array;
  readonly position: LogPosition;
}

/**
 * Goes through the lines after the valid prefix: what parses and what the fold allows is sealed anew,
 * each line by itself, with `details.recovered {line, seq}` of where it stood.
 *
 * @param fold The fold of the prefix; the recovered events are applied to it.
 * @param bytes The log after the prefix.
 */
export function recoverLines(
  fold: Fold,
  bytes: Uint8Array,
  prefix: LogPosition,
): RecoveredLines {
  const recovered: { line: number; seq: number }[] = [];
  const dropped: { line: number; problem: string }[] = [];
  const lines: string[] = [];
  let position = prefix;
  for (const [index, text] of textLines(bytes).entries()) {
    const line = prefix.seq + 1 + index;
    const event = resealed(text, line, position);
    const outcome = event === null ? "not an event" : applyEvent(fold, event);
    if (event === null || (outcome !== "applied" && outcome !== "ignored")) {
      dropped.push({ line, problem: outcome });
      continue;
    }
    const sealed = formatEventLine(event);
    lines.push(`${sealed}\n`);
    recovered.push({ line, seq: event.seq });
    const length = new TextEncoder().encode(sealed).length + 1;
    position = {
      seq: event.seq,
      head: chainLink(sealed),
      from: position.to,
      to: position.to + length,
    };
  }
  return { recovered, dropped, bytes: new TextEncoder().encode(lines.join("")), position };
}

function textLines(bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function resealed(text: string, line: number, position: LogPosition): SessionEvent | null {
  const parsed = parseEventLine(text);
  if (parsed.kind !== "event" && parsed.kind !== "unsealed") {
    return null;
  }
  const { event } = parsed;
  const seq = "seq" in event ? event.seq : null;
  return {
    timestamp: event.timestamp,
    event_type: event.event_type,
    workflow_id: event.workflow_id,
    phase_id: event.phase_id,
    item_id: event.item_id,
    message: event.message,
    details: { ...event.details, recovered: { line, seq } },
    actor: event.actor,
    seq: position.seq + 1,
    prev: position.head,
  };
}
