import type { SessionEvent } from "../workflow/event.ts";

/** After what a snapshot is written by itself; each of them includes those before it. */
export type ExportMoment = "finish" | "advance" | "events";

const ENDS: readonly string[] = ["workflow_completed", "workflow_abandoned"];
const PHASE_ENDS: readonly string[] = [...ENDS, "phase_completed"];

/**
 * Whether a snapshot is to be written after a command.
 *
 * @param every For `events`: after how many events of a session.
 * @param events What the command recorded in one session.
 */
export function isExportDue(
  when: ExportMoment,
  every: number,
  events: readonly Pick<SessionEvent, "event_type" | "seq">[],
): boolean {
  const types = when === "finish" ? ENDS : PHASE_ENDS;
  return events.some(({ event_type, seq }) =>
    types.includes(event_type) || (when === "events" && seq % every === 0)
  );
}
