import type { WorkflowDefinition } from "./definition.ts";
import { isOpen } from "./fold/handler.ts";
import { phaseOrder } from "./phase_order.ts";
import type { ItemState, PhaseState, WorkflowState } from "./state.ts";

/** Why a definition cannot take the place of the one that a workflow goes by. */
export type ReloadProblem =
  /** The phases that have started must come first, in the order in which they did. */
  | { readonly kind: "phase_missing" | "phase_moved"; readonly phase: string }
  /** An item that is completed or skipped must be in the phase in which that happened. */
  | { readonly kind: "item_missing" | "item_moved"; readonly item: string; readonly phase: string }
  /** A phase that has ended takes no new items: nobody could complete them. */
  | { readonly kind: "item_late"; readonly item: string; readonly phase: string };

/** What becomes of a state when it goes by another definition. */
export type Reloaded =
  | { readonly state: WorkflowState; readonly problems: null }
  | { readonly state: null; readonly problems: readonly ReloadProblem[] };

/** What a state remembers of the file that its definition was read from. */
export type DefinitionOrigin = { readonly path: string; readonly checksum: string } | null;

/**
 * The same workflow by another definition: what is done stays as it is, new items are pending, items
 * that are still open may go or move to a phase that has not ended. Changes nothing itself.
 */
export function reloadState(
  state: WorkflowState,
  definition: WorkflowDefinition,
  origin: DefinitionOrigin,
): Reloaded {
  const problems = [...phaseProblems(state, definition), ...itemProblems(state, definition)];
  if (problems.length > 0) return { state: null, problems };
  const items = new Map<string, ItemState>();
  for (const phase of state.phases.values()) {
    for (const item of phase.items.values()) items.set(item.id, item);
  }
  const phases = definition.phases.map((defined): [string, PhaseState] => {
    const old = state.phases.get(defined.id) ?? { id: defined.id, status: "pending" };
    const own = defined.items.map(({ id }): [string, ItemState] => [
      id,
      items.get(id) ?? { id, status: "pending" },
    ]);
    return [defined.id, { ...old, items: new Map(own) }];
  });
  const metadata = new Map(state.metadata);
  for (const [key, value] of originEntries(origin)) {
    if (value === null) metadata.delete(key);
    else metadata.set(key, value);
  }
  return {
    state: {
      ...state,
      workflow_type: definition.name,
      workflow_version: definition.version,
      phases: new Map(phases),
      metadata,
      workflow_definition: definition,
    },
    problems: null,
  };
}

function phaseProblems(
  state: WorkflowState,
  definition: WorkflowDefinition,
): readonly ReloadProblem[] {
  const order = definition.phases.map(({ id }) => id);
  return startedPhases(state).flatMap((phase, index): ReloadProblem[] => {
    if (!order.includes(phase)) return [{ kind: "phase_missing", phase }];
    return order[index] === phase ? [] : [{ kind: "phase_moved", phase }];
  });
}

function itemProblems(
  state: WorkflowState,
  definition: WorkflowDefinition,
): readonly ReloadProblem[] {
  const phaseOf = new Map(
    definition.phases.flatMap(({ id, items }) => items.map((item) => [item.id, id] as const)),
  );
  const problems: ReloadProblem[] = [];
  for (const [phase, { items }] of state.phases) {
    for (const item of items.values()) {
      const now = phaseOf.get(item.id);
      if (isOpen(item) || now === phase) continue;
      const kind = now === undefined ? "item_missing" : "item_moved";
      problems.push({ kind, item: item.id, phase });
    }
  }
  for (const { id: phase, items } of definition.phases) {
    const old = state.phases.get(phase);
    if (old?.status !== "completed") continue;
    for (const { id: item } of items) {
      if (!old.items.has(item)) problems.push({ kind: "item_late", item, phase });
    }
  }
  return problems;
}

/** The phases up to the current one, in order; a definition may lack what only the state has. */
function startedPhases(state: WorkflowState): readonly string[] {
  const order = phaseOrder(state);
  const current = order.indexOf(state.current_phase_id);
  return current < 0 ? [state.current_phase_id] : order.slice(0, current + 1);
}

function originEntries(origin: DefinitionOrigin): readonly (readonly [string, string | null])[] {
  return [
    ["workflow_yaml_path", origin?.path ?? null],
    ["workflow_yaml_checksum", origin?.checksum ?? null],
  ];
}
