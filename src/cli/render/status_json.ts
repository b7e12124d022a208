import type { SessionView } from "../../session/session_view.ts";
import type { Fold } from "../../workflow/fold.ts";
import { currentPhase, phaseProgress, progress } from "../../workflow/inspect.ts";
import type { HintFlags } from "../failure_words.ts";
import { itemCheck } from "./item_check.ts";
import { nextCommand } from "./next_command.ts";
import { nextStep } from "./next_step.ts";
import type { StatusFacts } from "./status_facts.ts";

/**
 * The document of `status --json`: the predecessor's keys, then ours. `active` is true only while the
 * workflow is; `progress` is over all phases, `items` are those of the current phase.
 */
export function statusJson(facts: StatusFacts): object {
  const { view, conflict, definitionChanged, ungranted, legacy } = facts;
  const { fold, condition, meta } = view;
  const { state } = fold;
  return {
    active: state.status === "active",
    workflow_id: state.workflow_id,
    task: state.task_description,
    phase: state.current_phase_id,
    progress: progress(fold),
    items: items(fold),
    constraints: state.constraints,
    ...(conflict === null ? {} : { git_conflict: conflict }),
    session: legacy === undefined ? view.id : legacy.session,
    status: state.status,
    current_phase: phase(fold),
    next_action: nextStep(facts),
    events: view.events,
    condition,
    tree: meta?.tree ?? null,
    granted: ungranted.length === 0,
    ...(ungranted.length === 0 ? {} : { not_granted: ungranted }),
    definition_changed: definitionChanged,
    ...(legacy === undefined ? {} : { legacy }),
  };
}

/** What `--json` adds to a command that changed the workflow. */
export function progressJson(view: SessionView, hint: HintFlags): object {
  return {
    session: view.id,
    status: view.fold.state.status,
    phase: view.fold.state.current_phase_id,
    progress: progress(view.fold),
    next_action: nextCommand(view.fold, view.condition.kind === "damaged", hint),
  };
}

function phase(fold: Fold): object {
  const { state, definition } = currentPhase(fold);
  const id = fold.state.current_phase_id;
  return {
    id,
    name: definition?.name ?? id,
    status: state?.status ?? null,
    ...phaseProgress(fold),
  };
}

function items(fold: Fold): readonly object[] {
  const { state, definition } = currentPhase(fold);
  const defined = new Map(definition?.items.map((item) => [item.id, item]));
  return Array.from(state?.items.values() ?? [], (item) => ({
    id: item.id,
    status: item.status,
    name: defined.get(item.id)?.name ?? item.id,
    required: defined.get(item.id)?.required ?? true,
    step_type: defined.get(item.id)?.step_type ?? "flexible",
    description: defined.get(item.id)?.description ?? null,
    check: itemCheck(fold, defined.get(item.id)),
  }));
}
