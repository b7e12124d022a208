import type { WorkflowDefinition } from "./definition.ts";
import type { JsonValue } from "./json.ts";
import { CONSTRAINT_LIMIT, requireLength } from "./limits.ts";
import type { ItemState, PhaseState, WorkflowState } from "./state.ts";

/** What a new workflow is made of; `now` is UTC, as in an event's `timestamp`. */
export interface NewWorkflow {
  readonly workflow_id: string;
  readonly definition: WorkflowDefinition;
  readonly task: string;
  readonly project: string | null;
  readonly constraints: readonly string[];
  readonly metadata: ReadonlyMap<string, JsonValue>;
  readonly now: string;
}

/**
 * The state before the first event: active, every phase and item pending, the first phase current.
 * Throws `usage.too_long` for a constraint above the limit, RangeError for a definition without phases.
 */
export function newState(input: NewWorkflow): WorkflowState {
  const { definition } = input;
  const first = definition.phases[0];
  if (first === undefined) throw new RangeError("Cannot start a workflow without phases");
  for (const constraint of input.constraints) {
    requireLength("constraint", constraint, CONSTRAINT_LIMIT);
  }
  return {
    workflow_id: input.workflow_id,
    workflow_type: definition.name,
    workflow_version: definition.version,
    task_description: input.task,
    project: input.project,
    status: "active",
    current_phase_id: first.id,
    phases: new Map(definition.phases.map((phase) => [phase.id, pendingPhase(phase)])),
    created_at: input.now,
    updated_at: input.now,
    completed_at: null,
    metadata: new Map(input.metadata),
    workflow_definition: definition,
    constraints: [...input.constraints],
    extra: new Map(),
  };
}

function pendingPhase(phase: WorkflowDefinition["phases"][number]): PhaseState {
  const items = new Map<string, ItemState>();
  for (const { id } of phase.items) items.set(id, { id, status: "pending" });
  return { id: phase.id, status: "pending", items };
}
