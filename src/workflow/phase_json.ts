import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import { plainNumbers } from "./json_text.ts";
import type { ItemState, ItemStatus, PhaseState } from "./state.ts";

/** The keys of an object, in the order in which the predecessor writes them. */
interface Keys {
  /** Always written. */
  readonly fixed: ReadonlySet<string>;
  /** Left out if null or 0, which the predecessor's loader fills in. */
  readonly optional: ReadonlySet<string>;
}

const ITEM_KEYS: Keys = {
  fixed: new Set(["id", "status"]),
  optional: new Set([
    "started_at",
    "completed_at",
    "skipped_at",
    "skip_reason",
    "skip_context_considered",
    "notes",
    "verification_result",
    "retry_count",
    "files_modified",
    "evidence",
    "gate_result",
  ]),
};

const PHASE_KEYS: Keys = {
  fixed: new Set(["id", "status", "items"]),
  optional: new Set(["started_at", "completed_at"]),
};

const ITEM_STATUS: ReadonlySet<unknown> = new Set<ItemStatus>([
  "pending",
  "in_progress",
  "completed",
  "skipped",
  "blocked",
  "failed",
]);
const PHASE_STATUS: ReadonlySet<unknown> = new Set<PhaseState["status"]>([
  "pending",
  "active",
  "completed",
  "blocked",
]);

/** One phase as JSON text. Its items keep their order, which no JavaScript object could promise. */
export function phaseToText(phase: PhaseState): string {
  const items: string[] = [];
  for (const item of phase.items.values()) {
    const id = JSON.stringify(item.id);
    items.push(`${id}:{"id":${id},"status":"${item.status}"${otherKeys(item, ITEM_KEYS)}}`);
  }
  return `{"id":${JSON.stringify(phase.id)},"status":"${phase.status}"` +
    `${otherKeys(phase, PHASE_KEYS)},"items":{${items.join(",")}}}`;
}

/** One phase from JSON under its id, its items in the given order, then the unknown ones; or null. */
export function phaseFromJson(
  id: string,
  json: JsonValue,
  order: readonly string[],
): PhaseState | null {
  if (!isJsonObject(json)) return null;
  const { status = "pending", items = {} } = json;
  if (!isPhaseStatus(status) || !isJsonObject(items)) return null;
  const phase: PhaseState = { id, status, items: new Map() };
  if (!copyKeys(json, phase, PHASE_KEYS)) return null;
  for (const item of orderedKeys(items, order)) {
    const parsed = itemFromJson(item, Object.hasOwn(items, item) ? items[item] : undefined);
    if (parsed === null) return null;
    phase.items.set(item, parsed);
  }
  return phase;
}

/** The keys of an object in the given order, then those that the order does not name. */
export function orderedKeys(object: JsonObject, order: readonly string[]): ReadonlySet<string> {
  return new Set([...order, ...Object.keys(object)]);
}

/** An item that the state lacks, but its definition has, is pending. */
function itemFromJson(id: string, json: JsonValue | undefined): ItemState | null {
  if (json === undefined) return { id, status: "pending" };
  if (!isJsonObject(json)) return null;
  const { status = "pending" } = json;
  if (!isItemStatus(status)) return null;
  const item: ItemState = { id, status };
  return copyKeys(json, item, ITEM_KEYS) ? item : null;
}

/** Copies the optional keys that are set and all unknown ones; false if a type does not fit. */
function copyKeys(from: JsonObject, to: object, { fixed, optional }: Keys): boolean {
  for (const key of Object.keys(from)) {
    if (fixed.has(key)) continue;
    const value = key === "retry_count" ? plainNumbers(from[key] ?? null) : from[key];
    if (optional.has(key)) {
      if (!fits(key, value)) return false;
      if (value === null || (key === "retry_count" && value === 0)) continue;
    }
    // A plain assignment would take the key `__proto__` for the prototype.
    Object.defineProperty(to, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return true;
}

function fits(key: string, value: JsonValue | undefined): boolean {
  switch (key) {
    case "retry_count":
      return typeof value === "number";
    case "verification_result":
    case "gate_result":
      return value === null || isJsonObject(value);
    case "evidence":
    case "skip_context_considered":
    case "files_modified":
      return true;
    default:
      return value === null || typeof value === "string";
  }
}

/** The text of all keys that are not fixed, the optional ones first. */
function otherKeys(object: ItemState | PhaseState, { fixed, optional }: Keys): string {
  const keys = Object.keys(object);
  if (keys.length === fixed.size) return "";
  const values: Readonly<Record<string, unknown>> = { ...object };
  let text = "";
  for (const key of optional) {
    const value = values[key];
    if (value !== undefined && value !== null) text += `,"${key}":${JSON.stringify(value)}`;
  }
  for (const key of keys) {
    if (fixed.has(key) || optional.has(key)) continue;
    text += `,${JSON.stringify(key)}:${JSON.stringify(values[key])}`;
  }
  return text;
}

function isItemStatus(value: JsonValue): value is ItemStatus {
  return ITEM_STATUS.has(value);
}

function isPhaseStatus(value: JsonValue): value is PhaseState["status"] {
  return PHASE_STATUS.has(value);
}
