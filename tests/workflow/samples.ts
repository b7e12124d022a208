import type { ItemDefinition, PhaseDefinition } from "../../src/workflow/definition.ts";
import type { WorkflowDefinition } from "../../src/workflow/definition.ts";
import type { EventDraft, SessionEvent } from "../../src/workflow/event.ts";
import { applyEvent, createFold, type Fold } from "../../src/workflow/fold.ts";
import type { JsonObject } from "../../src/workflow/json.ts";
import { newState } from "../../src/workflow/new_state.ts";
import { startDrafts } from "../../src/workflow/start.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import type { Failure } from "../../src/store/failure.ts";

/** The time at which every sample workflow starts. */
export const START = "2026-11-23T10:00:00.000000Z";

/** A time that many seconds after the start. */
export function later(seconds: number): string {
  return new Date(Date.parse(START) + seconds * 1000).toISOString().replace("Z", "000Z");
}

/** An item that only has to be completed; `more` changes single keys. */
export function item(id: string, more: Partial<ItemDefinition> = {}): ItemDefinition {
  return {
    id,
    name: `Name of ${id}`,
    description: null,
    required: true,
    skippable: true,
    skip_conditions: [],
    verification: verification("none"),
    agent: null,
    notes: [],
    step_type: "flexible",
    evidence_schema: null,
    evidence_prompt: null,
    secrets: [],
    ...more,
  };
}

/** A verification; `target` is its path or its command. */
export function verification(
  type: ItemDefinition["verification"]["type"],
  target: string | null = null,
  expect = 0,
): ItemDefinition["verification"] {
  return {
    type,
    path: type === "file_exists" ? target : null,
    command: type === "command" ? target : null,
    expect_exit_code: expect,
    description: null,
  };
}

/** A phase with these items. */
export function phase(
  id: string,
  items: readonly ItemDefinition[],
  more: Partial<PhaseDefinition> = {},
): PhaseDefinition {
  return {
    id,
    name: `Phase ${id}`,
    description: null,
    agent: null,
    executor: null,
    items,
    exit_gate: null,
    notes: [],
    required_reviews: [],
    phase_type: "guided",
    intended_tools: [],
    ...more,
  };
}

/** A workflow with these phases. */
export function workflow(
  phases: readonly PhaseDefinition[],
  settings: JsonObject = {},
): WorkflowDefinition {
  return { name: "Sample", version: "1.0", description: null, phases, settings, secrets: [] };
}

/** A fold in which the workflow has started and its first phase is active. */
export function started(definition: WorkflowDefinition): Fold {
  const state = newState({
    workflow_id: "wf_00c0ffee",
    definition,
    task: "Do it",
    project: null,
    constraints: [],
    metadata: new Map(),
    now: START,
  });
  const fold = createFold(state);
  play(fold, startDrafts(state), 0);
  return fold;
}

/** What a session makes of drafts; `seconds` after the start. */
export function seal(drafts: readonly EventDraft[], seconds = 60): SessionEvent[] {
  return drafts.map((draft, index) => ({
    timestamp: later(seconds),
    workflow_id: "wf_00c0ffee",
    ...draft,
    actor: "human",
    seq: index + 1,
    prev: "0".repeat(32),
  }));
}

/** Applies drafts and says what became of each. */
export function play(fold: Fold, drafts: readonly EventDraft[], seconds = 60): string[] {
  return seal(drafts, seconds).map((event) => applyEvent(fold, event));
}

/** An event of any type, allowed or not. */
export function event(
  type: string,
  phase: string | null,
  item: string | null,
  details: JsonObject = {},
  message = "",
): SessionEvent {
  return {
    timestamp: later(60),
    event_type: type,
    workflow_id: "wf_00c0ffee",
    phase_id: phase,
    item_id: item,
    message,
    details,
    actor: "system",
    seq: 1,
    prev: "0".repeat(32),
  };
}

/** The failure that a function throws; anything else it throws goes on, and so does nothing thrown. */
export function failureOf(run: () => unknown): Failure {
  try {
    run();
  } catch (error) {
    if (error instanceof OrchestratorError) return error.failure;
    throw error;
  }
  throw new Error("Expected a failure, and nothing was thrown");
}
