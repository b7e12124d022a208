import { chainLink } from "../../src/session/event_line.ts";
import type { LogPosition } from "../../src/session/scan_log.ts";
import { scanLog } from "../../src/session/scan_log.ts";
import { sealEvents } from "../../src/session/seal_events.ts";
import type { EventDraft, SessionEvent } from "../../src/workflow/event.ts";
import { START } from "../workflow/samples.ts";

/** A log in memory and where its groups end. */
export interface BuiltLog {
  readonly bytes: Uint8Array;
  readonly start: LogPosition;
  /** The positions after each whole group, from the start on. */
  readonly groups: readonly LogPosition[];
}

const WRITER = { now: () => START, actor: "agent" as const, actorEvidence: "none" };

/** Makes the log of these groups of drafts over a base with the given text. */
export function buildLog(groups: readonly (readonly EventDraft[])[], base = "base"): BuiltLog {
  const start = { seq: 0, head: chainLink(base), from: 0, to: 0 };
  const positions: LogPosition[] = [start];
  let bytes = new Uint8Array();
  for (const drafts of groups) {
    const sealed = sealEvents(WRITER, null, "wf_00c0ffee", drafts, positions.at(-1) ?? start);
    bytes = joined(bytes, sealed.bytes);
    positions.push(sealed.position);
  }
  return { bytes, start, groups: positions };
}

/** Some bytes and those after them. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Scans a log and collects what it gives. */
export function scanned(
  bytes: Uint8Array,
  start: LogPosition,
): ReturnType<typeof scanLog> & { readonly events: readonly SessionEvent[] } {
  const events: SessionEvent[] = [];
  return { ...scanLog(bytes, start, (event) => events.push(event)), events };
}

/** The lines of a log without their newlines. */
export function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).replace(/\n$/, "").split("\n");
}
