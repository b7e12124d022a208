import type { LoggedEvent } from "./event.ts";

/** The phase whose notes are what was learned. */
const LEARN_PHASE = "LEARN";

/** Event types that say that an item failed. */
const FAILURES: ReadonlySet<string> = new Set([
  "verification_failed",
  "gate_failed",
  "item_failed",
  "review_failed",
]);

/** A text that somebody wrote about an item, or about the whole workflow (`item` is null). */
export interface Said {
  readonly item: string | null;
  readonly text: string;
}

/** How often an item failed, and what was said the last time. */
export interface FailedItem {
  readonly item: string;
  readonly count: number;
  readonly last: string;
}

/** What there is to learn from some events of a workflow. */
export interface Learning {
  readonly learned: readonly Said[];
  readonly failed: readonly FailedItem[];
  readonly skipped: readonly Said[];
  /** Phases that were left with items open. */
  readonly forced: readonly string[];
  /** Time of the last event; null without events. */
  readonly until: string | null;
}

/** Collects it; a result that came too late (`details.late`) says nothing. */
export function learningOf(events: readonly LoggedEvent[]): Learning {
  const learned: Said[] = [];
  const skipped: Said[] = [];
  const forced: string[] = [];
  const failed = new Map<string, FailedItem>();
  for (const { event_type: type, phase_id: phase, item_id: item, message, details } of events) {
    if (details["late"] === true) continue;
    const { notes, reason } = details;
    const isNoted = (type === "item_completed" && phase === LEARN_PHASE) ||
      type === "workflow_completed";
    if (isNoted && isText(notes)) learned.push({ item, text: notes });
    if (type === "workflow_abandoned") learned.push({ item: null, text: message });
    if (type === "item_skipped" && item !== null) {
      skipped.push({ item, text: isText(reason) ? reason : message });
    }
    if (type === "phase_completed" && details["forced"] === true && phase !== null) {
      forced.push(phase);
    }
    if (item !== null && FAILURES.has(type)) {
      failed.set(item, { item, count: (failed.get(item)?.count ?? 0) + 1, last: message });
    }
  }
  const until = events.at(-1)?.timestamp ?? null;
  return { learned, failed: [...failed.values()], skipped, forced, until };
}

/** Whether there is nothing to learn. */
export function isEmptyLearning({ learned, failed, skipped, forced }: Learning): boolean {
  return learned.length + failed.length + skipped.length + forced.length === 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
