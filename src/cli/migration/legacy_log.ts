import { findLooseWorkflows, type LegacyWorkflow } from "../../migrate/find_legacy.ts";
import type { LegacyTraces } from "../../migrate/legacy_traces.ts";
import { lookAt, openedKind, readablePath } from "../../migrate/seen.ts";
import { HOUSE } from "../../repo/layout.ts";
import { type History, readHistoryAt } from "../../session/read_history.ts";
import type { Timeline } from "../../session/read_timeline.ts";

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
    const workflow = findLooseWorkflows(home, traces).find(({ log }) => log === path);
    const history = workflow === undefined
      ? readHistoryAt(readablePath(home, seen))
      : readLegacyLog(home, workflow);
    return { path, timeline: { history, events: [], condition: { kind: "sound" } } };
  }
  return null;
}

/**
 * What the log beside a workflow says of it; a log of the oldest layouts may tell of others too.
 *
 * @throws `file.unreadable`
 */
export function readLegacyLog(home: string, { log, legacy }: LegacyWorkflow): History {
  const seen = lookAt(home, log);
  if (seen === null || openedKind(seen) !== "file") return { events: [], skipped: 0 };
  const { events, skipped } = readHistoryAt(readablePath(home, seen));
  const { workflow_id: id } = legacy.state;
  const fitting = events.filter(({ workflow_id: one }) => one === id || one === "");
  return { events: fitting, skipped };
}
