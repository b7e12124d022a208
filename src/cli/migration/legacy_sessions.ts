import {
  findLooseWorkflows,
  type LegacyWorkflow,
  readLegacySession,
} from "../../migrate/find_legacy.ts";
import { legacyTraces } from "../../migrate/legacy_traces.ts";
import { toUtc } from "../../migrate/to_utc.ts";
import { type Interrupted, readInterrupted } from "../../session/interrupted.ts";
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
 * What a list of sessions leaves out: workflows of the layouts without sessions. Where a migration or a
 * rollback was cut off, those that are there when it is finished.
 */
export function looseSummaries(home: string): readonly LooseSummary[] {
  const interrupted = readInterrupted(home, OPERATIONS);
  const here = looseBelow(home).filter(({ path }) => interrupted?.gone.has(path) !== true);
  const returning = interrupted === null ? [] : returningWorkflows(home, interrupted);
  return [...here, ...returning].map((workflow) => {
    const { path, era } = workflow;
    return { path, era, ...stateSummary(workflow) };
  });
}

function looseBelow(directory: string): readonly LegacyWorkflow[] {
  const traces = legacyTraces(directory);
  return traces === null ? [] : findLooseWorkflows(directory, traces);
}

/** Those that a rollback has not put back yet: they lie in the backup as they lay in the home. */
function returningWorkflows(home: string, { overlay }: Interrupted): readonly LegacyWorkflow[] {
  const backups = new Set(
    [...overlay].filter(([to, from]) => from.endsWith(`/${to}`))
      .map(([to, from]) => from.slice(0, -to.length - 1)),
  );
  return [...backups].flatMap((backup) => looseBelow(`${home}/${backup}`))
    .filter(({ path }) => overlay.has(path));
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
