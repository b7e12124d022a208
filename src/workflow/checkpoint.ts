import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import { parseJsonText } from "./json_text.ts";

/** A checkpoint as its file says it, in the predecessor's schema (its formats, section 1.10). */
export interface Checkpoint {
  readonly workflow_id: string;
  readonly phase_id: string | null;
  readonly item_id: string | null;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly message: string | null;
  readonly context_summary: string | null;
  readonly key_decisions: readonly string[];
  readonly file_manifest: readonly string[];
  /** The state at that time; whether it is one, its reader finds out. */
  readonly workflow_state_snapshot: JsonValue;
  readonly parent_checkpoint_id: string | null;
}

/** Why a file is no checkpoint. */
export type CheckpointProblem = "not_json" | "not_a_checkpoint";

/**
 * The text of a checkpoint's file: exactly the predecessor's keys, because its loader refuses others.
 *
 * @param stateText The state as `stateToText` writes it: an object would change the order of its keys.
 */
export function checkpointToText(
  id: string,
  checkpoint: Omit<Checkpoint, "workflow_state_snapshot">,
  stateText: string,
): string {
  const { parent_checkpoint_id: parent, ...before } = checkpoint;
  const entries: readonly (readonly [string, string])[] = [
    ["checkpoint_id", JSON.stringify(id)],
    ["workflow_id", JSON.stringify(before.workflow_id)],
    ["phase_id", JSON.stringify(before.phase_id)],
    ["item_id", JSON.stringify(before.item_id)],
    ["timestamp", JSON.stringify(before.timestamp)],
    ["message", JSON.stringify(before.message)],
    ["context_summary", JSON.stringify(before.context_summary)],
    ["key_decisions", JSON.stringify(before.key_decisions)],
    ["file_manifest", JSON.stringify(before.file_manifest)],
    ["workflow_state_snapshot", stateText.trim()],
    ["parent_checkpoint_id", JSON.stringify(parent)],
  ];
  return `{\n${entries.map(([key, text]) => `"${key}": ${text}`).join(",\n")}\n}\n`;
}

/** Reads the text of a checkpoint's file; keys that we do not know are passed over. */
export function checkpointFromText(text: string): Checkpoint | CheckpointProblem {
  let json: JsonValue;
  try {
    json = parseJsonText(text);
  } catch {
    return "not_json";
  }
  if (!isJsonObject(json)) return "not_a_checkpoint";
  const { workflow_id, timestamp } = json;
  const isWhole = typeof workflow_id === "string" && typeof timestamp === "string" &&
    TEXT_KEYS.every((key) => isTextOrNothing(json[key])) &&
    LIST_KEYS.every((key) => isTextListOrNothing(json[key]));
  if (!isWhole) return "not_a_checkpoint";
  return {
    workflow_id,
    timestamp,
    phase_id: textOf(json, "phase_id"),
    item_id: textOf(json, "item_id"),
    message: textOf(json, "message"),
    context_summary: textOf(json, "context_summary"),
    key_decisions: listOf(json, "key_decisions"),
    file_manifest: listOf(json, "file_manifest"),
    workflow_state_snapshot: json["workflow_state_snapshot"] ?? null,
    parent_checkpoint_id: textOf(json, "parent_checkpoint_id"),
  };
}

const TEXT_KEYS = [
  "phase_id",
  "item_id",
  "message",
  "context_summary",
  "parent_checkpoint_id",
] as const;
const LIST_KEYS = ["key_decisions", "file_manifest"] as const;

function textOf(json: JsonObject, key: (typeof TEXT_KEYS)[number]): string | null {
  const value = json[key];
  return typeof value === "string" ? value : null;
}

function listOf(json: JsonObject, key: (typeof LIST_KEYS)[number]): readonly string[] {
  const value = json[key];
  return isTextList(value) ? value : [];
}

function isTextOrNothing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || typeof value === "string";
}

function isTextListOrNothing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || isTextList(value);
}

function isTextList(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
