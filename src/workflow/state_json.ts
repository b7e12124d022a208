import type { WorkflowDefinition } from "./definition.ts";
import { definitionFromJson, definitionToJson } from "./definition_json.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import { orderedKeys, phaseFromJson, phaseToText } from "./phase_json.ts";
import type { PhaseState, WorkflowState, WorkflowStatus } from "./state.ts";

const STATUS: ReadonlySet<unknown> = new Set<WorkflowStatus>([
  "active",
  "completed",
  "abandoned",
  "paused",
]);

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  "workflow_id",
  "workflow_type",
  "workflow_version",
  "task_description",
  "project",
  "status",
  "current_phase_id",
  "phases",
  "created_at",
  "updated_at",
  "completed_at",
  "metadata",
  "workflow_definition",
  "constraints",
]);

/** Keys that say something about the bytes they stand in: never carried into another text. */
const SEAL_KEYS: ReadonlySet<string> = new Set([
  "_version",
  "_checksum",
  "_updated_at",
  "_fold",
  "_applied",
]);

/** The predecessor's loader makes up the time of loading; a reader without a clock cannot. */
const UNKNOWN_TIME = "1970-01-01T00:00:00Z";

/**
 * The top-level keys of a state and the JSON text of each, in the predecessor's order (its formats,
 * section 1.9), unknown keys last. Values that its loader fills in anyway are left out.
 */
export function stateEntries(state: WorkflowState): readonly (readonly [string, string])[] {
  const definition = state.workflow_definition;
  return [
    ["workflow_id", JSON.stringify(state.workflow_id)],
    ["workflow_type", JSON.stringify(state.workflow_type)],
    ["workflow_version", JSON.stringify(state.workflow_version)],
    ["task_description", JSON.stringify(state.task_description)],
    ["project", JSON.stringify(state.project)],
    ["status", JSON.stringify(state.status)],
    ["current_phase_id", JSON.stringify(state.current_phase_id)],
    ["phases", mapToText(state.phases, phaseToText)],
    ["created_at", JSON.stringify(state.created_at)],
    ["updated_at", JSON.stringify(state.updated_at)],
    ["completed_at", JSON.stringify(state.completed_at)],
    ["metadata", mapToText(state.metadata, JSON.stringify)],
    ["workflow_definition", JSON.stringify(definition && definitionToJson(definition))],
    ["constraints", JSON.stringify(state.constraints)],
    ...Array.from(state.extra, ([key, value]) => [key, JSON.stringify(value)] as const),
  ];
}

/**
 * A state as the text of one JSON object, each top-level key on a line of its own. `trailer` adds
 * keys after all others, in order, each with its JSON text.
 */
export function stateToText(
  state: WorkflowState,
  trailer: readonly (readonly [string, string])[] = [],
): string {
  const lines = [...stateEntries(state), ...trailer].map(
    ([key, text]) => `${JSON.stringify(key)}:${text}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

/**
 * Reads a state of the predecessor or of `stateToText`; null if it is none. Phases and items take the
 * order of the definition (the one given, else the one inside); what it has and the state lacks is
 * pending, what only the state has comes after.
 */
export function stateFromJson(
  json: JsonValue,
  definition: WorkflowDefinition | null,
): WorkflowState | null {
  if (!isJsonObject(json)) return null;
  const { workflow_id, workflow_type, workflow_version, task_description } = json;
  const { current_phase_id, status = "active", phases = {}, metadata = {} } = json;
  const { created_at = UNKNOWN_TIME, constraints = [] } = json;
  const { updated_at = created_at, project = null, completed_at = null } = json;
  if (typeof workflow_id !== "string" || typeof workflow_type !== "string") return null;
  if (typeof workflow_version !== "string" || typeof task_description !== "string") return null;
  if (typeof current_phase_id !== "string" || !isStatus(status)) return null;
  if (typeof created_at !== "string" || typeof updated_at !== "string") return null;
  if (!isTextOrNull(project) || !isTextOrNull(completed_at)) return null;
  if (!isJsonObject(metadata) || !isTextList(constraints)) return null;
  const pinned = definition ?? definitionFromJson(json["workflow_definition"] ?? null);
  const parsed = phasesFromJson(phases, pinned);
  if (parsed === null) return null;
  return {
    workflow_id,
    workflow_type,
    workflow_version,
    task_description,
    project,
    status,
    current_phase_id,
    phases: parsed,
    created_at,
    updated_at,
    completed_at,
    metadata: new Map(Object.entries(metadata)),
    workflow_definition: pinned,
    constraints,
    extra: unknownKeys(json),
  };
}

function phasesFromJson(
  json: JsonValue,
  definition: WorkflowDefinition | null,
): Map<string, PhaseState> | null {
  if (!isJsonObject(json)) return null;
  const items = new Map(
    definition?.phases.map((phase) => [phase.id, phase.items.map(({ id }) => id)]),
  );
  const phases = new Map<string, PhaseState>();
  for (const id of orderedKeys(json, [...items.keys()])) {
    const found = Object.hasOwn(json, id) ? json[id] ?? null : {};
    const phase = phaseFromJson(id, found, items.get(id) ?? []);
    if (phase === null) return null;
    phases.set(id, phase);
  }
  return phases;
}

function unknownKeys(json: JsonObject): Map<string, JsonValue> {
  return new Map(
    Object.entries(json).filter(([key]) => !KNOWN_KEYS.has(key) && !SEAL_KEYS.has(key)),
  );
}

/** Written entry by entry: an object would sort keys like `10` and swallow `__proto__`. */
function mapToText<V>(map: ReadonlyMap<string, V>, toText: (value: V) => string): string {
  return `{${Array.from(map, ([k, v]) => `${JSON.stringify(k)}:${toText(v)}`).join(",")}}`;
}

function isStatus(value: JsonValue): value is WorkflowStatus {
  return typeof value === "string" && STATUS.has(value);
}

function isTextOrNull(value: JsonValue): value is string | null {
  return value === null || typeof value === "string";
}

function isTextList(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
