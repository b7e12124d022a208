import type { KnownValues } from "../scrub/known_values.ts";
import { scrubJson } from "../scrub/scrub_json.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";
import { definitionFromJson, definitionToJson } from "../workflow/definition_json.ts";

/** A definition as it can be written down, and the lines that say what was taken out of it. */
export interface RecordableDefinition {
  readonly definition: WorkflowDefinition;
  readonly notes: readonly string[];
}

/**
 * Takes secrets out of a definition that is about to be recorded. What is granted and compared must be
 * what is recorded, so that this comes before both.
 */
export function recordableDefinition(
  definition: WorkflowDefinition,
  known: KnownValues | null,
): RecordableDefinition {
  const json = definitionToJson(definition);
  const scrubbed = scrubJson(json, known);
  if (scrubbed === json) return { definition, notes: [] };
  const clean = definitionFromJson(scrubbed);
  if (clean === null) throw new Error("A scrubbed definition is no definition");
  return {
    definition: clean,
    notes: ["warning: a secret in the definition is not recorded; read it from the environment"],
  };
}
