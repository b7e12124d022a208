import type { LoggedEvent } from "./event.ts";
import { instant } from "./instant.ts";

/** What is known of one workflow: how it ended, null if nobody knows, and what was logged. */
export interface AnalysedWorkflow {
  readonly status: string | null;
  readonly events: readonly LoggedEvent[];
}

/** How often an item was skipped, and the reasons, each once. */
export interface SkipCount {
  readonly count: number;
  readonly reasons: readonly string[];
}

/** How long a phase took on the average of all workflows that completed it. */
export interface PhaseDuration {
  readonly avg_minutes: number;
  readonly count: number;
}

/** Figures over workflows; ids of items and phases are Map keys in the order of their first event. */
export interface Analysis {
  readonly workflows: number;
  readonly completed: number;
  readonly abandoned: number;
  readonly active: number;
  readonly skipped: ReadonlyMap<string, SkipCount>;
  readonly verificationFailures: ReadonlyMap<string, number>;
  readonly gateFailures: ReadonlyMap<string, number>;
  readonly phases: ReadonlyMap<string, PhaseDuration>;
  readonly actors: ReadonlyMap<string, number>;
  readonly events: number;
}

/** The figures as they grow. */
interface Counts {
  readonly skipped: Map<string, { count: number; reasons: Set<string> }>;
  readonly verificationFailures: Map<string, number>;
  readonly gateFailures: Map<string, number>;
  readonly phases: Map<string, { minutes: number; count: number }>;
  readonly actors: Map<string, number>;
}

/**
 * Analyses workflows from their events. What a check left too late (`details.late`) counts as an event
 * and as nothing else.
 */
export function analyse(workflows: readonly AnalysedWorkflow[]): Analysis {
  const counts: Counts = {
    skipped: new Map(),
    verificationFailures: new Map(),
    gateFailures: new Map(),
    phases: new Map(),
    actors: new Map(),
  };
  const ended = { completed: 0, abandoned: 0, active: 0 };
  let events = 0;
  for (const workflow of workflows) {
    const status = workflow.status ?? statusOf(workflow.events);
    if (status === "completed" || status === "abandoned") ended[status]++;
    else ended.active++;
    const started = new Map<string, number>();
    for (const event of workflow.events) countEvent(counts, started, event);
    events += workflow.events.length;
  }
  return { workflows: workflows.length, ...ended, events, ...averaged(counts) };
}

function countEvent(counts: Counts, started: Map<string, number>, event: LoggedEvent): void {
  const { event_type: type, item_id: item, phase_id: phase, details } = event;
  counts.actors.set(event.actor, (counts.actors.get(event.actor) ?? 0) + 1);
  if (details["late"] === true) return;
  if (item !== null && type === "item_skipped") countSkip(counts, item, details["reason"]);
  if (item !== null && type === "verification_failed") increment(counts.verificationFailures, item);
  if (item !== null && type === "gate_failed") increment(counts.gateFailures, item);
  if (phase === null) return;
  if (type === "phase_started") started.set(phase, instant(event.timestamp));
  if (type === "phase_completed") {
    const start = started.get(phase);
    started.delete(phase);
    countPhase(counts, phase, start === undefined ? NaN : instant(event.timestamp) - start);
  }
}

function countSkip(counts: Counts, item: string, reason: unknown): void {
  const known = counts.skipped.get(item) ?? { count: 0, reasons: new Set() };
  known.count++;
  if (typeof reason === "string" && reason !== "") known.reasons.add(reason);
  counts.skipped.set(item, known);
}

function countPhase(counts: Counts, phase: string, milliseconds: number): void {
  if (Number.isNaN(milliseconds)) return;
  const known = counts.phases.get(phase) ?? { minutes: 0, count: 0 };
  known.minutes += milliseconds / 60_000;
  known.count++;
  counts.phases.set(phase, known);
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What the events alone say: the last end counts. */
function statusOf(events: readonly LoggedEvent[]): "completed" | "abandoned" | "active" {
  const last = events.findLast(({ event_type: type }) =>
    type === "workflow_completed" || type === "workflow_abandoned"
  );
  if (last === undefined) return "active";
  return last.event_type === "workflow_completed" ? "completed" : "abandoned";
}

type Averages = Omit<Analysis, "workflows" | "completed" | "abandoned" | "active" | "events">;

function averaged({ skipped, phases, ...others }: Counts): Averages {
  return {
    ...others,
    skipped: new Map(
      Array.from(skipped, ([item, { count, reasons }]) => [item, { count, reasons: [...reasons] }]),
    ),
    phases: new Map(
      Array.from(phases, ([phase, { minutes, count }]) => [
        phase,
        { avg_minutes: Math.round((minutes / count) * 100) / 100, count },
      ]),
    ),
  };
}
