import { findLooseWorkflows } from "../migrate/find_legacy.ts";
import type { LegacyTraces } from "../migrate/legacy_traces.ts";
import { lookAt, openedKind, readablePath } from "../migrate/seen.ts";
import { HOUSE } from "../repo/layout.ts";
import { readHistoryAt } from "../session/read_history.ts";
import type { Timeline } from "../session/read_timeline.ts";

/** A log of the predecessor that lies in no session. */
export interface LooseLog {
  /** Relative to the home. */
  readonly path: string;
  readonly timeline: Timeline;
}

const PLACES = [".workflow_log.jsonl", `${HOUSE}/log.jsonl`];

/**
 * What the log of the layouts without sessions says of the workflow whose state lies beside it; of all
 * workflows when there is no state. Null when there is no such log.
 *
 * @throws `file.unreadable`
 */
export function readLooseLog(home: string, traces: LegacyTraces): LooseLog | null {
  for (const path of PLACES) {
    const seen = lookAt(home, path);
    if (seen === null || openedKind(seen) !== "file") continue;
    const { events, skipped } = readHistoryAt(readablePath(home, seen));
    const workflow = findLooseWorkflows(home, traces).find(({ log }) => log === path);
    const id = workflow?.legacy.state.workflow_id;
    const fitting = id === undefined
      ? events
      : events.filter(({ workflow_id: one }) => one === id || one === "");
    const history = { events: fitting, skipped };
    return { path, timeline: { history, events: [], condition: { kind: "sound" } } };
  }
  return null;
}
