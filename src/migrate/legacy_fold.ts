import { createFold, type Fold } from "../workflow/fold.ts";
import { stateFromJson } from "../workflow/state_json.ts";
import { fallbackDefinition } from "./fallback_definition.ts";
import type { LegacyState } from "./legacy_state.ts";

/** The fold of a legacy state as it lies there; a state without a definition gets the fallback. */
export async function legacyFold(root: string, { state, text }: LegacyState): Promise<Fold> {
  if (state.workflow_definition !== null) return createFold(state);
  const { definition } = await fallbackDefinition(root);
  const ordered = stateFromJson(JSON.parse(text), definition) ?? state;
  return createFold({ ...ordered, workflow_definition: definition });
}
