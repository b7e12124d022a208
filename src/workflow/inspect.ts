import { isApproved } from "./approval.ts";
import type { ItemDefinition, PhaseDefinition } from "./definition.ts";
import type { Fold } from "./fold.ts";
import { isOpen } from "./fold/handler.ts";
import { nextPhaseId } from "./phase_order.ts";
import { isZeroHuman } from "./settings.ts";
import type { ItemState, ItemStatus, PhaseState } from "./state.ts";

/** An item with its phase; the definition is the schema's defaults if the workflow has none of it. */
export interface FoundItem {
  readonly phase: PhaseState;
  readonly item: ItemState;
  readonly definition: ItemDefinition;
}

/** What keeps the current phase from being completed: a required item, or the missing approval. */
export type Blocker =
  | { readonly item: string; readonly status: ItemStatus }
  | { readonly approval: true };

/** Completed items of all items; skipped ones are not counted. */
export interface Progress {
  readonly completed: number;
  readonly total: number;
}

/** The one command that carries the workflow on. */
export type NextAction =
  | { readonly kind: "complete" | "approve_item"; readonly item: string }
  | { readonly kind: "approve" | "advance" | "finish" | "none" };

/** The current phase; its definition is null if the workflow has none of it. */
export function currentPhase(
  { state }: Fold,
): { readonly state: PhaseState | null; readonly definition: PhaseDefinition | null } {
  const id = state.current_phase_id;
  return { state: state.phases.get(id) ?? null, definition: phaseDefinition({ state }, id) };
}

/** The item of that id, in the current phase if it has one, else in the first phase that has. */
export function findItem(fold: Fold, id: string): FoundItem | null {
  const { phases, current_phase_id } = fold.state;
  const current = phases.get(current_phase_id);
  const phase = current?.items.has(id)
    ? current
    : [...phases.values()].find(({ items }) => items.has(id));
  const item = phase?.items.get(id);
  if (phase === undefined || item === undefined) return null;
  const defined = phaseDefinition(fold, phase.id)?.items.find((entry) => entry.id === id);
  return { phase, item, definition: defined ?? plainItem(id) };
}

/** Progress over all phases. */
export function progress({ state }: Fold): Progress {
  let completed = 0;
  let total = 0;
  for (const phase of state.phases.values()) {
    const part = countItems(phase);
    completed += part.completed;
    total += part.total;
  }
  return { completed, total };
}

/** Progress in the current phase. */
export function phaseProgress(fold: Fold): Progress {
  const phase = currentPhase(fold).state;
  return phase === null ? { completed: 0, total: 0 } : countItems(phase);
}

/** What keeps the current phase from being completed, items in the definition's order. */
export function blockers(fold: Fold): readonly Blocker[] {
  const phase = currentPhase(fold);
  const found: Blocker[] = [];
  for (const { item, definition } of phaseItems(phase.state, phase.definition)) {
    if (definition.required && isOpen(item)) found.push({ item: item.id, status: item.status });
  }
  const needsApproval = phase.definition?.exit_gate === "human_approval";
  if (needsApproval && !isApproved(fold.state, fold.state.current_phase_id)) {
    found.push({ approval: true });
  }
  return found;
}

/** What `status` names as the next command. */
export function nextAction(fold: Fold): NextAction {
  if (fold.state.status !== "active") return { kind: "none" };
  const [blocker] = blockers(fold);
  if (blocker === undefined) {
    return { kind: nextPhaseId(fold.state) === null ? "finish" : "advance" };
  }
  if ("approval" in blocker) return { kind: "approve" };
  const definition = findItem(fold, blocker.item)?.definition;
  const approve = definition !== undefined && needsApproval(fold, definition);
  return { kind: approve ? "approve_item" : "complete", item: blocker.item };
}

/** Whether only `approve-item` completes an item: in `zero_human` mode that is true of gates only. */
export function needsApproval({ state }: Pick<Fold, "state">, definition: ItemDefinition): boolean {
  if (definition.verification.type !== "manual_gate") return false;
  return definition.step_type === "gate" ||
    !isZeroHuman(state.workflow_definition?.settings ?? {});
}

/** The items of a phase with their definitions; those that only the state has cannot block. */
function* phaseItems(
  phase: PhaseState | null,
  definition: PhaseDefinition | null,
): Generator<{ readonly item: ItemState; readonly definition: ItemDefinition }> {
  if (phase === null) return;
  if (definition === null) {
    for (const item of phase.items.values()) yield { item, definition: plainItem(item.id) };
    return;
  }
  for (const entry of definition.items) {
    const item = phase.items.get(entry.id);
    if (item !== undefined) yield { item, definition: entry };
  }
}

function phaseDefinition({ state }: Pick<Fold, "state">, id: string): PhaseDefinition | null {
  return state.workflow_definition?.phases.find((phase) => phase.id === id) ?? null;
}

function countItems(phase: PhaseState): Progress {
  let completed = 0;
  for (const item of phase.items.values()) if (item.status === "completed") completed++;
  return { completed, total: phase.items.size };
}

function plainItem(id: string): ItemDefinition {
  return {
    id,
    name: id,
    description: null,
    required: true,
    skippable: true,
    skip_conditions: [],
    verification: {
      type: "none",
      path: null,
      command: null,
      expect_exit_code: 0,
      description: null,
    },
    agent: null,
    notes: [],
    step_type: "flexible",
    evidence_schema: null,
    evidence_prompt: null,
    secrets: [],
  };
}
