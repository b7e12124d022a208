import { isJsonObject } from "../workflow/json.ts";
import { parseJsonText } from "../workflow/json_text.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { sha256Hex } from "../store/sha256.ts";

/** Hex digits of a chain link. */
const LINK_LENGTH = 32;

/** The link that the next line carries as `prev`: of a line without its newline, or of `base.json`. */
export function chainLink(bytes: Uint8Array | string): string {
  return sha256Hex(bytes).slice(0, LINK_LENGTH);
}

/** One line of the log, without newline, keys in the order of the format. */
export function formatEventLine(event: SessionEvent): string {
  return JSON.stringify({
    timestamp: event.timestamp,
    event_type: event.event_type,
    workflow_id: event.workflow_id,
    phase_id: event.phase_id,
    item_id: event.item_id,
    message: event.message,
    details: event.details,
    actor: event.actor,
    seq: event.seq,
    prev: event.prev,
    ...(event.group === undefined ? {} : { group: event.group }),
  });
}

/** What a line turned out to be. */
export type ParsedLine =
  | { readonly kind: "event"; readonly event: SessionEvent }
  | { readonly kind: "unsealed"; readonly event: Omit<SessionEvent, "seq" | "prev"> }
  | { readonly kind: "not_an_event" }
  | { readonly kind: "not_json" };

/** Parses a line; an event without `seq` and `prev`, as the predecessor writes it, is `unsealed`. */
export function parseEventLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
    // The only event that brings a state with it; its numbers keep their spelling.
    if (isJsonObject(value) && value["event_type"] === "state_restored") {
      value = parseJsonText(line);
    }
  } catch {
    return { kind: "not_json" };
  }
  if (!isJsonObject(value) || !hasEventKeys(value)) {
    return { kind: "not_an_event" };
  }
  if (!("seq" in value) && !("prev" in value)) {
    return { kind: "unsealed", event: value };
  }
  return isSealed(value) ? { kind: "event", event: value } : { kind: "not_an_event" };
}

function hasEventKeys(value: object): value is Omit<SessionEvent, "seq" | "prev"> {
  const event = value as Partial<Record<keyof SessionEvent, unknown>>;
  return typeof event.timestamp === "string" && typeof event.event_type === "string" &&
    typeof event.workflow_id === "string" && isTextOrNull(event.phase_id) &&
    isTextOrNull(event.item_id) && typeof event.message === "string" &&
    isJsonObject(event.details) && typeof event.actor === "string";
}

function isSealed(value: object): value is SessionEvent {
  const event = value as Partial<Record<keyof SessionEvent, unknown>>;
  return typeof event.seq === "number" && Number.isSafeInteger(event.seq) &&
    typeof event.prev === "string" && isGroup(event.group);
}

function isGroup(group: unknown): boolean {
  if (group === undefined) {
    return true;
  }
  if (!Array.isArray(group) || group.length !== 2) {
    return false;
  }
  const [index, size]: unknown[] = group;
  return typeof index === "number" && typeof size === "number" &&
    Number.isSafeInteger(index) && Number.isSafeInteger(size) &&
    index >= 1 && size >= 2 && index <= size;
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}
