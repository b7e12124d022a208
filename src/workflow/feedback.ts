import type { LoggedEvent } from "./event.ts";
import type { Fold } from "./fold.ts";
import { instant } from "./instant.ts";
import { summaryFacts } from "./summary.ts";

/** Event types that say that something went wrong. */
const ERRORS: ReadonlySet<string> = new Set([
  "verification_failed",
  "gate_failed",
  "item_failed",
  "review_failed",
  "error",
]);

/** The item whose notes are what was learned, in the default workflow. */
const LEARNINGS_ITEM = "document_learnings";

/** Most texts that one entry keeps of a kind. */
const TEXTS = 50;

/** What a session says about how the work went, without anybody being asked. */
export interface FeedbackFacts {
  readonly workflowId: string;
  readonly task: string;
  readonly seconds: number;
  /** Phase → whole seconds that it took; only phases that were completed. */
  readonly phases: ReadonlyMap<string, number>;
  readonly agentsInParallel: boolean;
  readonly reviewed: boolean;
  readonly errorCount: number;
  readonly errors: readonly string[];
  readonly skippedCount: number;
  /** `item: reason`. */
  readonly skipped: readonly string[];
  readonly learnings: string;
}

/** Collects it from a folded session and all that was logged of it. */
export function feedbackFacts(fold: Fold, events: readonly LoggedEvent[]): FeedbackFacts {
  const { task, seconds, skipped, reviews, learnings } = summaryFacts(fold);
  const errors = events.filter(({ event_type: type, details }) =>
    ERRORS.has(type) && details["late"] !== true
  );
  const told = learnings.find(({ item }) => item === LEARNINGS_ITEM);
  return {
    workflowId: fold.state.workflow_id,
    task,
    seconds: seconds ?? 0,
    phases: phaseSeconds(events),
    agentsInParallel: agentsOf(events).size > 1,
    reviewed: reviews.done.length > 0,
    errorCount: errors.length,
    errors: errors.slice(-TEXTS).map(({ item_id: item, message }) =>
      item === null ? message : `${item}: ${message}`
    ),
    skippedCount: skipped.length,
    skipped: skipped.slice(-TEXTS).map(({ item, reason }) => `${item}: ${reason}`),
    learnings: told?.notes ?? learnings.map(({ item, notes }) => `${item}: ${notes}`).join("\n"),
  };
}

function phaseSeconds(events: readonly LoggedEvent[]): ReadonlyMap<string, number> {
  const started = new Map<string, number>();
  const lengths = new Map<string, number>();
  for (const { event_type: type, phase_id: phase, timestamp } of events) {
    if (phase === null) continue;
    if (type === "phase_started") started.set(phase, instant(timestamp));
    const start = started.get(phase);
    if (type !== "phase_completed" || start === undefined) continue;
    const seconds = Math.floor((instant(timestamp) - start) / 1000);
    if (seconds >= 0) lengths.set(phase, seconds);
  }
  return lengths;
}

/** The kinds of agents that left events, as far as their environment told. */
function agentsOf(events: readonly LoggedEvent[]): ReadonlySet<string> {
  const agents = new Set<string>();
  for (const { actor, details } of events) {
    const evidence = details["actor_evidence"];
    if (actor === "agent" && typeof evidence === "string") agents.add(evidence);
  }
  return agents;
}
