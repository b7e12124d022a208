import { definitionFromJson } from "../workflow/definition_json.ts";
import { createFold, type Fold, memoryFromJson, memoryToJson } from "../workflow/fold.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { parseJsonText } from "../workflow/json_text.ts";
import { stateFromJson, stateToText } from "../workflow/state_json.ts";
import { isTooLarge, readRegular } from "../store/read_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import type { LogPosition } from "./scan_log.ts";

/** `state.json`: the fold of a log up to a position, in the predecessor's shape. */
export interface StateCache {
  readonly position: LogPosition;
  /** Rebuilds the fold; null when the state does not have the shape that it should. */
  readonly fold: () => Fold | null;
}

/**
 * Version of what a fold remembers. It changes with the event types that are known, so that an event
 * that this version does not know is never hidden by the cache of one that does.
 */
const CACHE_SCHEMA = 3;

const APPLIED_KEY = '\n"_applied":';
const NEWLINE_LENGTH = 1;

/**
 * Text of `state.json`: the predecessor's keys, `_fold`, and last, alone on its line, `_applied
 * {seq, head, from, to, digest}`, where `digest` is SHA-256 of all bytes before that line.
 */
export function formatStateCache(fold: Fold, position: LogPosition): string {
  const state = stateToText(fold.state).trimEnd().slice(0, -1).trimEnd();
  const memory = JSON.stringify({ schema: CACHE_SCHEMA, ...memoryToJson(fold.memory) });
  const body = `${state},\n"_fold":${memory},\n`;
  const applied = { ...position, digest: sha256Hex(body) };
  return `${body}"_applied":${JSON.stringify(applied)}\n}\n`;
}

/** Reads `state.json`; null when there is none, its digest does not fit, or no string could hold it. */
export function readStateCache(path: string): StateCache | null {
  const bytes = isTooLarge(path) ? null : readRegular(path);
  if (bytes === null) {
    return null;
  }
  const text = new TextDecoder().decode(bytes);
  const start = text.lastIndexOf(APPLIED_KEY);
  if (start === -1) {
    return null;
  }
  const tail = text.slice(start + APPLIED_KEY.length);
  const applied = parseApplied(tail);
  if (applied === null) {
    return null;
  }
  const body = bytes.subarray(0, bytes.length - byteLength(text.slice(start + NEWLINE_LENGTH)));
  if (sha256Hex(body) !== applied.digest) {
    return null;
  }
  return { position: applied.position, fold: () => parseFold(text) };
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function parseApplied(
  tail: string,
): { readonly position: LogPosition; readonly digest: string } | null {
  const end = tail.lastIndexOf("}");
  const value = parseJson(end === -1 ? tail : tail.slice(0, end));
  if (!isJsonObject(value)) {
    return null;
  }
  const { seq, head, from, to, digest } = value as Record<string, JsonValue | undefined>;
  const isPosition = isCount(seq) && isCount(from) && isCount(to) && from <= to;
  return isPosition && typeof head === "string" && typeof digest === "string"
    ? { position: { seq, head, from, to }, digest }
    : null;
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function parseFold(text: string): Fold | null {
  const value = parseJson(text);
  if (!isJsonObject(value)) {
    return null;
  }
  const { _fold: memory, _applied: _, ...rest } = value;
  const definition = definitionFromJson(rest["workflow_definition"] ?? null);
  const state = stateFromJson(rest, definition);
  const isKnown = isJsonObject(memory) && memory["schema"] === CACHE_SCHEMA;
  const remembered = isKnown ? memoryFromJson(memory) : null;
  return state === null || remembered === null ? null : createFold(state, remembered);
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return parseJsonText(text);
  } catch {
    return undefined;
  }
}
