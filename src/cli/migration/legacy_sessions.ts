import {
  findLooseWorkflows,
  type LegacyWorkflow,
  readLegacySession,
} from "../../migrate/find_legacy.ts";
import { legacyTraces } from "../../migrate/legacy_traces.ts";
import { toUtc } from "../../migrate/to_utc.ts";
import { readInterrupted } from "../../session/interrupted.ts";
import type { SessionSummary } from "../../session/list_sessions.ts";
import { OPERATIONS } from "../operations.ts";

/** A workflow of the predecessor in a layout without sessions, as lists show it. */
export interface LooseSummary {
  /** Of its state, relative to the home. */
  readonly path: string;
  readonly era: string;
  readonly workflow_id: string;
  readonly task: string;
  readonly project: string | null;
  readonly status: string;
  readonly phase: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/**
 * What a list of sessions leaves out: workflows of the layouts without sessions. Those that a migration
 * was about to move away when it was cut off are sessions already.
 */
export function looseSummaries(home: string): readonly LooseSummary[] {
  const traces = legacyTraces(home);
  const found = traces === null ? [] : findLooseWorkflows(home, traces);
  const gone = found.length === 0 ? undefined : readInterrupted(home, OPERATIONS)?.gone;
  const left = found.filter(({ path }) => gone?.has(path) !== true);
  return left.map((workflow) => {
    const { path, era } = workflow;
    return { path, era, ...stateSummary(workflow) };
  });
}

/** Sessions as listed, those of the predecessor with what their own files say. */
export function withPredecessors(
  home: string,
  sessions: readonly SessionSummary[],
): readonly SessionSummary[] {
  return sessions.map((session) => {
    if (session.condition.kind !== "predecessor") return session;
    const workflow = readLegacySession(home, session.id);
    return workflow === null ? session : { ...session, ...stateSummary(workflow) };
  });
}

function stateSummary({ legacy: { state } }: LegacyWorkflow): Omit<LooseSummary, "path" | "era"> {
  return {
    workflow_id: state.workflow_id,
    task: state.task_description,
    project: state.project,
    status: state.status,
    phase: state.current_phase_id,
    created_at: toUtc(state.created_at),
    updated_at: toUtc(state.updated_at),
  };
}
