import type {
  ItemDefinition,
  PhaseDefinition,
  Verification,
  WorkflowDefinition,
} from "./definition.ts";
import { isItemId, isPhaseId } from "./definition_ids.ts";
import { PHASE_TYPES, STEP_TYPES, VERIFICATION_TYPES } from "./definition_values.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import { plainNumbers } from "./json_text.ts";
import { laxBoolean, laxInteger } from "./lax.ts";
import { normaliseItem } from "./normalise.ts";
import { problemOfName } from "./secret_name.ts";

export { definitionToJson } from "./definition_to_json.ts";

const NO_VERIFICATION: Verification = {
  type: "none",
  path: null,
  command: null,
  expect_exit_code: 0,
  description: null,
};

const NO_TEXTS: readonly string[] = [];

/**
 * Reads a definition that was pinned in a session, ours or the predecessor's: fills in the defaults
 * and normalises. Of several phases or items with one id the first counts, as for the predecessor;
 * a file or command check may lack its text there. Null when the value is no definition.
 *
 * Written by hand because every command reads one; `definitionSchema` accepts the same values.
 */
export function definitionFromJson(json: JsonValue): WorkflowDefinition | null {
  try {
    return readDefinition(json);
  } catch (error) {
    if (error instanceof Mismatch) return null;
    throw error;
  }
}

class Mismatch extends Error {}

function readDefinition(json: JsonValue | undefined): WorkflowDefinition {
  const from = object(json);
  const itemIds = new Set<string>();
  const phaseIds = new Set<string>();
  const phases: PhaseDefinition[] = [];
  for (const element of array(from["phases"])) {
    const phase = readPhase(element, itemIds);
    if (!phaseIds.has(phase.id)) phases.push(phase);
    phaseIds.add(phase.id);
  }
  return {
    name: string(from["name"]),
    version: from["version"] === undefined ? "1.0" : string(from["version"]),
    description: text(from["description"]),
    phases,
    settings: settingsOf(from["settings"]),
    secrets: secretNames(from["secrets"]),
  };
}

function readPhase(json: JsonValue, itemIds: Set<string>): PhaseDefinition {
  const from = object(json);
  const items: ItemDefinition[] = [];
  for (const element of from["items"] === undefined ? [] : array(from["items"])) {
    const item = readItem(element);
    if (!itemIds.has(item.id)) items.push(item);
    itemIds.add(item.id);
  }
  return {
    id: id(from["id"], isPhaseId),
    name: string(from["name"]),
    description: text(from["description"]),
    agent: text(from["agent"]),
    executor: text(from["executor"]),
    items,
    exit_gate: text(from["exit_gate"]),
    notes: texts(from["notes"]),
    required_reviews: texts(from["required_reviews"]),
    phase_type: choice(from["phase_type"], PHASE_TYPES, "guided"),
    intended_tools: texts(from["intended_tools"]),
  };
}

function readItem(json: JsonValue): ItemDefinition {
  const from = object(json);
  return normaliseItem({
    id: id(from["id"], isItemId),
    name: string(from["name"]),
    description: text(from["description"]),
    required: boolean(from["required"]),
    skippable: boolean(from["skippable"]),
    skip_conditions: texts(from["skip_conditions"]),
    verification: readVerification(from["verification"]),
    agent: text(from["agent"]),
    notes: texts(from["notes"]),
    step_type: choice(from["step_type"], STEP_TYPES, "flexible"),
    evidence_schema: text(from["evidence_schema"]),
    evidence_prompt: text(from["evidence_prompt"]),
    secrets: secretNames(from["secrets"]),
  });
}

function readVerification(json: JsonValue | undefined): Verification {
  if (json === undefined) return NO_VERIFICATION;
  const from = object(json);
  return {
    type: choice(from["type"], VERIFICATION_TYPES, "none"),
    path: text(from["path"]),
    command: text(from["command"]),
    expect_exit_code: integer(from["expect_exit_code"]),
    description: text(from["description"]),
  };
}

function object(json: JsonValue | undefined): JsonObject {
  if (isJsonObject(json)) return json;
  throw new Mismatch();
}

function array(json: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(json)) return json;
  throw new Mismatch();
}

function string(json: JsonValue | undefined): string {
  if (typeof json === "string") return json;
  throw new Mismatch();
}

/** Settings are put into command lines, where a number has only one spelling. */
function settingsOf(json: JsonValue | undefined): JsonObject {
  return json === undefined ? {} : object(plainNumbers(object(json)));
}

function text(json: JsonValue | undefined): string | null {
  return json === undefined || json === null ? null : string(json);
}

function texts(json: JsonValue | undefined): readonly string[] {
  return json === undefined ? NO_TEXTS : array(json).map(string);
}

function secretNames(json: JsonValue | undefined): readonly string[] {
  const names = texts(json);
  if (names.every((name) => problemOfName(name) === null)) return names;
  throw new Mismatch();
}

function id(json: JsonValue | undefined, accepts: (id: string) => boolean): string {
  const value = string(json);
  if (accepts(value)) return value;
  throw new Mismatch();
}

function boolean(json: JsonValue | undefined): boolean {
  const value = json === undefined ? true : laxBoolean(json);
  if (typeof value === "boolean") return value;
  throw new Mismatch();
}

function integer(json: JsonValue | undefined): number {
  const value = json === undefined ? 0 : laxInteger(plainNumbers(json));
  if (Number.isSafeInteger(value)) return value as number;
  throw new Mismatch();
}

function choice<C extends string>(
  json: JsonValue | undefined,
  choices: readonly C[],
  otherwise: C,
): C {
  if (json === undefined) return otherwise;
  const found = choices.find((candidate) => candidate === json);
  if (found !== undefined) return found;
  throw new Mismatch();
}
