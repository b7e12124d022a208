import { definitionFromJson, definitionToJson } from "../workflow/definition_json.ts";
import { createFold, type Fold } from "../workflow/fold.ts";
import { isJsonObject, type JsonValue } from "../workflow/json.ts";
import { parseJsonText } from "../workflow/json_text.ts";
import type { WorkflowState } from "../workflow/state.ts";
import { stateFromJson, stateToText } from "../workflow/state_json.ts";
import { chainLink } from "./event_line.ts";

/** Version of `base.json` that this program writes and the newest that it reads. */
export const BASE_SCHEMA = 1;

/** `base.json` as read: what a session's events are folded onto, and the link of its bytes. */
export type SessionBase = { readonly link: string } & BaseContent;

type BaseContent =
  | { readonly kind: "folded"; readonly fold: () => Fold | null }
  | { readonly kind: "events-only" }
  | { readonly kind: "newer"; readonly schema: number }
  | { readonly kind: "unreadable" };

/**
 * Text of `base.json` of a started session: `{schema, kind, state, definition, history}`. It is
 * written once and holds no session id, so that a copy under another id has the same hash.
 */
export function formatSessionBase(state: WorkflowState): string {
  const { workflow_definition: definition } = state;
  const bare = stateToText({ ...state, workflow_definition: null });
  const pinned = definition === null ? "null" : JSON.stringify(definitionToJson(definition));
  return `{"schema":${BASE_SCHEMA},"kind":"started","state":${bare.trim()},` +
    `"definition":${pinned},"history":null}\n`;
}

/** What a base says of the predecessor's lines: their bytes, and the SHA-256 of them. */
export interface BaseHistory {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Text of `base.json` of a migrated session. State and definition are JSON texts as the predecessor
 * wrote them; of a session of which only events are known both are null. The history tells apart what
 * would otherwise be equal.
 */
export function formatMigratedBase(
  base: { readonly state: string | null; readonly definition: string | null },
  history: BaseHistory | null,
): string {
  const kind = base.state === null ? "events-only" : "migrated";
  return `{"schema":${BASE_SCHEMA},"kind":"${kind}","state":${base.state ?? "null"},` +
    `"definition":${base.definition ?? "null"},"history":${JSON.stringify(history)}}\n`;
}

/** Parses the bytes of `base.json`. */
export function parseSessionBase(bytes: Uint8Array): SessionBase {
  return { link: chainLink(bytes), ...contentOf(parseJson(new TextDecoder().decode(bytes))) };
}

function contentOf(value: JsonValue | undefined): BaseContent {
  if (!isJsonObject(value)) {
    return { kind: "unreadable" };
  }
  const { schema, kind, state, definition } = value as Record<string, JsonValue | undefined>;
  if (typeof schema === "number" && schema > BASE_SCHEMA) {
    return { kind: "newer", schema };
  }
  if (schema !== BASE_SCHEMA) {
    return { kind: "unreadable" };
  }
  if (kind === "events-only") {
    return { kind };
  }
  return isJsonObject(state)
    ? { kind: "folded", fold: () => foldOf(state, definition ?? null) }
    : { kind: "unreadable" };
}

function foldOf(state: JsonValue, pinned: JsonValue): Fold | null {
  const definition = definitionFromJson(pinned);
  const parsed = stateFromJson(state, definition);
  return parsed === null ? null : createFold({ ...parsed, workflow_definition: definition });
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return parseJsonText(text);
  } catch {
    return undefined;
  }
}
