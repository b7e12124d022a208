import type { WorkflowDefinition } from "./definition.ts";
import { missingReviews, unreachedPhases } from "./finish.ts";
import type { Fold } from "./fold.ts";
import { isOpen } from "./fold/handler.ts";
import { instant } from "./instant.ts";
import { phaseOrder } from "./phase_order.ts";
import type { PhaseState, WorkflowStatus } from "./state.ts";

/** The phase whose notes are what was learned. */
const LEARN_PHASE = "LEARN";

/** One line of the table of phases; `open` items were left behind by a forced step. */
export interface PhaseSummary {
  readonly id: string;
  readonly name: string;
  readonly status: PhaseState["status"];
  readonly total: number;
  readonly completed: number;
  readonly skipped: number;
  readonly open: number;
}

/** One skipped item; `gate` if it was a gate that somebody forced. */
export interface SkippedSummary {
  readonly phase: string;
  readonly item: string;
  readonly reason: string;
  readonly gate: boolean;
}

/** What the summary of a workflow says, without its words. */
export interface SummaryFacts {
  readonly task: string;
  readonly status: WorkflowStatus;
  readonly started_at: string;
  readonly ended_at: string;
  /** Whole seconds from start to end; null if a time cannot be read. */
  readonly seconds: number | null;
  readonly notes: string | null;
  readonly phases: readonly PhaseSummary[];
  readonly skipped: readonly SkippedSummary[];
  readonly reviews: { readonly done: readonly string[]; readonly missing: readonly string[] };
  readonly learnings: readonly { readonly item: string; readonly notes: string }[];
  readonly unreached: readonly string[];
}

/** Collects the facts of a summary from the folded state; a workflow still going ends at its last event. */
export function summaryFacts(fold: Fold): SummaryFacts {
  const { state, memory } = fold;
  const endedAt = state.completed_at ?? state.updated_at;
  const notes = state.metadata.get(
    state.status === "abandoned" ? "abandon_reason" : "completion_notes",
  );
  const definition = state.workflow_definition;
  const phases = phaseOrder(state).flatMap((id) => state.phases.get(id) ?? []);
  return {
    task: state.task_description,
    status: state.status,
    started_at: state.created_at,
    ended_at: endedAt,
    seconds: secondsBetween(state.created_at, endedAt),
    notes: typeof notes === "string" ? notes : null,
    phases: phases.map((phase) => summarisePhase(phase, definition)),
    skipped: phases.flatMap((phase) => skippedItems(phase, definition)),
    reviews: { done: [...memory.reviews], missing: missingReviews(fold) },
    learnings: learnings(state.phases.get(LEARN_PHASE)),
    unreached: unreachedPhases(fold),
  };
}

function summarisePhase(phase: PhaseState, definition: WorkflowDefinition | null): PhaseSummary {
  let completed = 0;
  let skipped = 0;
  for (const item of phase.items.values()) {
    if (item.status === "completed") completed++;
    if (item.status === "skipped") skipped++;
  }
  const total = phase.items.size;
  const name = definition?.phases.find(({ id }) => id === phase.id)?.name ?? phase.id;
  const { id, status } = phase;
  return { id, name, status, total, completed, skipped, open: total - completed - skipped };
}

function skippedItems(
  phase: PhaseState,
  definition: WorkflowDefinition | null,
): readonly SkippedSummary[] {
  const gates = new Set<string>();
  for (const item of definition?.phases.find(({ id }) => id === phase.id)?.items ?? []) {
    if (item.step_type === "gate") gates.add(item.id);
  }
  const found: SkippedSummary[] = [];
  for (const { id, status, skip_reason } of phase.items.values()) {
    if (status !== "skipped") continue;
    found.push({ phase: phase.id, item: id, reason: skip_reason ?? "", gate: gates.has(id) });
  }
  return found;
}

function learnings(phase: PhaseState | undefined): SummaryFacts["learnings"] {
  const found: { item: string; notes: string }[] = [];
  for (const item of phase?.items.values() ?? []) {
    if (!isOpen(item) && typeof item.notes === "string" && item.notes !== "") {
      found.push({ item: item.id, notes: item.notes });
    }
  }
  return found;
}

function secondsBetween(start: string, end: string): number | null {
  const seconds = Math.floor((instant(end) - instant(start)) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
