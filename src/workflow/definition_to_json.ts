import type { ItemDefinition, PhaseDefinition, WorkflowDefinition } from "./definition.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/**
 * Writes a definition for `base.json` and `state.json`, in the predecessor's key order. Keys that
 * have their default value are left out; its loader and ours fill in the same.
 */
export function definitionToJson(definition: WorkflowDefinition): JsonObject {
  return {
    name: definition.name,
    version: definition.version,
    ...sparse({ description: definition.description }),
    phases: definition.phases.map(phaseToJson),
    settings: definition.settings,
    ...sparse({ secrets: definition.secrets }),
  };
}

function phaseToJson(phase: PhaseDefinition): JsonObject {
  return {
    id: phase.id,
    name: phase.name,
    ...sparse({
      description: phase.description,
      agent: phase.agent,
      executor: phase.executor,
    }),
    items: phase.items.map(itemToJson),
    ...sparse({
      exit_gate: phase.exit_gate,
      notes: phase.notes,
      required_reviews: phase.required_reviews,
      phase_type: phase.phase_type === "guided" ? null : phase.phase_type,
      intended_tools: phase.intended_tools,
    }),
  };
}

function itemToJson(item: ItemDefinition): JsonObject {
  const { type, path, command, expect_exit_code, description } = item.verification;
  const verification = sparse({
    type: type === "none" ? null : type,
    path,
    command,
    expect_exit_code: expect_exit_code === 0 ? null : expect_exit_code,
    description,
  });
  return {
    id: item.id,
    name: item.name,
    ...sparse({
      description: item.description,
      required: item.required ? null : false,
      skippable: item.skippable ? null : false,
      skip_conditions: item.skip_conditions,
      verification: Object.keys(verification).length === 0 ? null : verification,
      agent: item.agent,
      notes: item.notes,
      step_type: item.step_type === "flexible" ? null : item.step_type,
      evidence_schema: item.evidence_schema,
      evidence_prompt: item.evidence_prompt,
      secrets: item.secrets,
    }),
  };
}

/** Leaves out nulls and empty lists: the caller turns other defaults into null first. */
function sparse(entries: JsonObject): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(entries)) {
    if (value !== null && !(Array.isArray(value) && value.length === 0)) kept[key] = value;
  }
  return kept;
}
