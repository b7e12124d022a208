import type { KnownValues } from "../scrub/known_values.ts";
import { scrubJson } from "../scrub/scrub_json.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import type { EventDraft, SessionEvent } from "../workflow/event.ts";
import { isJsonObject, type JsonObject } from "../workflow/json.ts";
import { chainLink, formatEventLine } from "./event_line.ts";
import type { LogPosition } from "./scan_log.ts";
import type { Writer } from "./writer.ts";

/** Events ready to be appended as one group. */
export interface SealedEvents {
  readonly events: readonly SessionEvent[];
  readonly bytes: Uint8Array;
  /** The position of the log once the bytes are in it. */
  readonly position: LogPosition;
}

/** Gives drafts their time, actor, sequence number, chain and group, and takes secrets out of them. */
export function sealEvents(
  writer: Pick<Writer, "now" | "actor" | "actorEvidence">,
  known: KnownValues | null,
  workflowId: string,
  drafts: readonly EventDraft[],
  start: LogPosition,
): SealedEvents {
  const encoder = new TextEncoder();
  const timestamp = writer.now();
  const events: SessionEvent[] = [];
  const lines: Uint8Array[] = [];
  let position = start;
  for (const [index, draft] of drafts.entries()) {
    const event: SessionEvent = {
      timestamp,
      event_type: draft.event_type,
      workflow_id: workflowId,
      phase_id: draft.phase_id,
      item_id: draft.item_id,
      message: scrubText(draft.message, known),
      details: detailsOf(draft, writer.actorEvidence, known),
      actor: writer.actor,
      seq: position.seq + 1,
      prev: position.head,
      ...(drafts.length === 1 ? {} : { group: [index + 1, drafts.length] as const }),
    };
    const line = encoder.encode(`${formatEventLine(event)}\n`);
    events.push(event);
    lines.push(line);
    position = {
      seq: event.seq,
      head: chainLink(line.subarray(0, -1)),
      from: position.to,
      to: position.to + line.length,
    };
  }
  return { events, bytes: concatenate(lines), position };
}

function detailsOf(
  draft: EventDraft,
  evidence: string,
  known: KnownValues | null,
): JsonObject {
  const details = scrubJson(draft.details, known);
  const scrubbed = isJsonObject(details) ? details : {};
  return { ...scrubbed, actor_evidence: evidence };
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
