import type { EventType, SessionEvent } from "./event.ts";
import * as checks from "./fold/check_events.ts";
import type { Fold, FoldMemory, Handler, Outcome } from "./fold/handler.ts";
import * as items from "./fold/item_events.ts";
import * as phases from "./fold/phase_events.ts";
import * as reviews from "./fold/review_events.ts";
import { completedReviews, stateRestored } from "./fold/restore_events.ts";
import { workflowReloaded } from "./fold/reload_events.ts";
import * as workflows from "./fold/workflow_events.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import { isJsonObject } from "./json.ts";
import type { WorkflowState } from "./state.ts";

export type { Fold, FoldMemory } from "./fold/handler.ts";

function ignored(): Outcome {
  return "ignored";
}

const TABLE: Readonly<Record<EventType, Handler>> = {
  workflow_started: workflows.workflowStarted,
  workflow_completed: workflows.workflowCompleted,
  workflow_abandoned: workflows.workflowAbandoned,
  phase_started: phases.phaseStarted,
  phase_completed: phases.phaseCompleted,
  item_started: items.itemStarted,
  item_completed: items.itemCompleted,
  item_skipped: items.itemSkipped,
  item_failed: items.itemFailed,
  verification_passed: checks.verificationPassed,
  verification_failed: checks.verificationFailed,
  gate_executed: items.itemNoted,
  gate_passed: checks.gatePassed,
  gate_failed: checks.gateFailed,
  gate_retry: items.itemNoted,
  evidence_validated: checks.evidenceValidated,
  evidence_rejected: items.itemNoted,
  skip_validated: items.itemNoted,
  skip_rejected: items.itemNoted,
  human_override: phases.humanOverride,
  review_started: reviews.reviewNoted,
  review_completed: reviews.reviewCompleted,
  review_failed: reviews.reviewNoted,
  conflict_resolved: ignored,
  conflict_escalated: ignored,
  note_added: ignored,
  error: ignored,
  session_migrated: ignored,
  state_restored: stateRestored,
  workflow_reloaded: workflowReloaded,
};

const HANDLERS: ReadonlyMap<string, Handler> = new Map(Object.entries(TABLE));

/**
 * Makes a fold of a state, which it owns and changes from then on. Without a memory (a new session,
 * the base of a migrated one) the reviews done are those whose items the state has completed.
 */
export function createFold(state: WorkflowState, memory?: FoldMemory): Fold {
  return { state, memory: memory ?? { refused: 0, reviews: completedReviews(state) } };
}

/**
 * Applies one event to the fold. Total and deterministic: an event that is not allowed in this state
 * (`refused`) changes nothing but the count, one that a check left too late (`details.late`) nothing
 * at all, and a type that this version does not know is `unknown`.
 */
export function applyEvent(fold: Fold, event: SessionEvent): Outcome | "unknown" {
  const handler = HANDLERS.get(event.event_type);
  if (handler === undefined) return "unknown";
  if (event.details["late"] === true) return "ignored";
  const outcome = handler(fold, event);
  if (outcome === "applied") fold.state.updated_at = event.timestamp;
  else if (outcome === "refused") fold.memory.refused++;
  return outcome;
}

/** The memory as JSON, for the cache. */
export function memoryToJson(memory: FoldMemory): JsonObject {
  return { refused: memory.refused, reviews: [...memory.reviews] };
}

/** Reads what `memoryToJson` wrote; null for anything else. */
export function memoryFromJson(json: JsonValue): FoldMemory | null {
  if (!isJsonObject(json)) return null;
  const { refused, reviews } = json;
  if (typeof refused !== "number" || !Number.isSafeInteger(refused) || refused < 0) return null;
  if (!Array.isArray(reviews)) return null;
  const done = reviews.filter((review) => typeof review === "string");
  return done.length === reviews.length ? { refused, reviews: new Set(done) } : null;
}
