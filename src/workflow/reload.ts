import { fail } from "../store/failure.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { type DefinitionChange, definitionChanges } from "./definition_changes.ts";
import { definitionToJson } from "./definition_to_json.ts";
import type { EventDraft } from "./event.ts";
import type { Fold } from "./fold.ts";
import { type DefinitionOrigin, reloadState } from "./reload_state.ts";
import { requireActive } from "./require_item.ts";

/** A definition that a workflow is to go by from now on. */
export interface ReloadRequest {
  readonly definition: WorkflowDefinition;
  /** The file that it was read from, as the session remembers it. */
  readonly origin: DefinitionOrigin;
  /** The same for people. */
  readonly name: string;
}

/** What taking it over does; no events if nothing of it is new. */
export interface ReloadPlan {
  readonly events: readonly EventDraft[];
  readonly changes: readonly DefinitionChange[];
}

/**
 * Plans to take over a definition that has changed since the workflow started.
 *
 * @throws `workflow.not_active`, `reload.refused`
 */
export function planReload(fold: Fold, request: ReloadRequest): ReloadPlan {
  const { definition, origin, name } = request;
  requireActive(fold, "reload");
  const { state } = fold;
  const { problems } = reloadState(state, definition, origin);
  if (problems !== null) throw fail("reload.refused", { path: name, problems });
  const before = state.workflow_definition ?? { ...definition, phases: [], settings: {} };
  const changes = definitionChanges(before, definition);
  const isKnown = state.metadata.get("workflow_yaml_checksum") === origin?.checksum &&
    state.metadata.get("workflow_yaml_path") === origin?.path;
  if (changes.length === 0 && isKnown) return { events: [], changes };
  const details = {
    path: origin?.path ?? null,
    checksum: origin?.checksum ?? null,
    definition: definitionToJson(definition),
  };
  const message = `Reloaded workflow: ${name}`;
  return {
    events: [{ event_type: "workflow_reloaded", phase_id: null, item_id: null, message, details }],
    changes,
  };
}
