import { definitionFromJson } from "../workflow/definition_json.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../workflow/json.ts";
import type { WorkflowState } from "../workflow/state.ts";
import { stateFromJson } from "../workflow/state_json.ts";
import { type ChecksumResult, verifyChecksum } from "./checksum.ts";
import { memberText } from "./json_members.ts";

/** The layouts of the predecessor's history that a state can come from; `flat` is the contained one. */
export type Era = "L0" | "L1" | "L3" | "L4" | "flat";

/** A workflow state of the predecessor, read. */
export interface LegacyState {
  /** Its text as written, without byte order mark. */
  readonly text: string;
  /** The pinned definition as written, null when there is none or it cannot be used. */
  readonly definition: string | null;
  /** A definition is there but cannot be used. */
  readonly definitionUnusable: boolean;
  readonly state: WorkflowState;
  readonly checksum: ChecksumResult;
  readonly sealed: boolean;
  readonly hasBom: boolean;
  /** Bytes that are not UTF-8 were replaced. */
  readonly notUtf8: boolean;
}

/** What the bytes of a state file turned out to be. */
export type StateReading =
  | { readonly kind: "workflow"; readonly state: LegacyState }
  /** JSON, but of something else, such as the task registry of another feature. */
  | { readonly kind: "other" }
  /** Has the keys of a workflow, but not their types. */
  | { readonly kind: "malformed" }
  | { readonly kind: "not_json"; readonly problem: string };

const REQUIRED = [
  "workflow_id",
  "workflow_type",
  "workflow_version",
  "task_description",
  "current_phase_id",
] as const;

/** Reads the bytes of a state file, by content: a name says nothing. */
export function readLegacyState(bytes: Uint8Array): StateReading {
  const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const { text, notUtf8 } = decode(bytes);
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: "not_json", problem: error instanceof Error ? error.message : "not JSON" };
  }
  // A cache of ours holds the same keys, and what it has applied.
  if (!isWorkflowShaped(value) || Object.hasOwn(value, "_applied")) return { kind: "other" };
  const pinned = value["workflow_definition"] ?? null;
  const definition = definitionFromJson(pinned);
  const state = stateFromJson(value, definition);
  if (state === null) return { kind: "malformed" };
  return {
    kind: "workflow",
    state: {
      text,
      definition: definition === null ? null : memberText(text, "workflow_definition"),
      definitionUnusable: definition === null && pinned !== null,
      state,
      checksum: verifyChecksum(text, value["_checksum"]),
      sealed: Object.hasOwn(value, "_version"),
      hasBom,
      notUtf8,
    },
  };
}

/** Whether JSON is a workflow state: it has an id and phases. */
export function isWorkflowShaped(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, "workflow_id") &&
    (Object.hasOwn(value, "phases") || REQUIRED.every((key) => Object.hasOwn(value, key)));
}

/** Which layout a state is from. */
export function eraOf(place: "root" | "flat" | "session", state: LegacyState): Era {
  if (place === "session") return state.sealed ? "L4" : "L3";
  if (place === "flat") return "flat";
  return state.state.workflow_definition === null && !state.definitionUnusable ? "L0" : "L1";
}

function decode(bytes: Uint8Array): { readonly text: string; readonly notUtf8: boolean } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), notUtf8: false };
  } catch {
    return { text: new TextDecoder().decode(bytes), notUtf8: true };
  }
}
