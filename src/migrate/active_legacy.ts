import type { Place } from "../repo/place.ts";
import { knownSessions } from "../session/known_sessions.ts";
import { readSession } from "../session/read_session.ts";
import { OrchestratorError } from "../store/failure.ts";
import { lstatOrNull } from "../store/read_file.ts";
import type { OperationTable } from "../store/journal.ts";
import { findLooseWorkflows, type LegacyWorkflow, readLegacySession } from "./find_legacy.ts";
import { legacyTraces } from "./legacy_traces.ts";

/**
 * The workflow of the predecessor that is in progress here: in the root, in `.orchestrator/` itself,
 * or of the session of its that `current` names. Null when there is none. A state without a log that
 * is what a session of ours would export is no second workflow.
 */
export async function activeLegacy(
  place: Place,
  operations: OperationTable,
): Promise<LegacyWorkflow | null> {
  const { home } = place;
  const traces = legacyTraces(home);
  const loose = traces === null ? [] : findLooseWorkflows(home, traces);
  for (const workflow of loose.filter(isActive)) {
    const alone = lstatOrNull(`${home}/${workflow.log}`) === null;
    if (!alone || !await isExported(place, operations, workflow)) return workflow;
  }
  const { current } = knownSessions(place, operations).pointers;
  const named = current === null ? null : readLegacySession(home, current);
  return named !== null && isActive(named) ? named : null;
}

/** The active workflow of the predecessor in the root of a linked worktree. */
export function activeInTree(tree: string): LegacyWorkflow | null {
  const traces = legacyTraces(tree);
  const loose = traces === null ? [] : findLooseWorkflows(tree, traces);
  return loose.find(isActive) ?? null;
}

function isActive({ legacy }: LegacyWorkflow): boolean {
  return legacy.state.status === "active";
}

async function isExported(
  place: Place,
  operations: OperationTable,
  { legacy: { state } }: LegacyWorkflow,
): Promise<boolean> {
  for (const id of knownSessions(place, operations).ids) {
    try {
      const ours = (await readSession(place.home, id)).fold.state;
      const same = ours.workflow_id === state.workflow_id && ours.updated_at === state.updated_at;
      if (same) return true;
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
    }
  }
  return false;
}
