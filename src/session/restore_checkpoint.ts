import type { KnownValues } from "../scrub/known_values.ts";
import { scrubJson } from "../scrub/scrub_json.ts";
import type { Checkpoint } from "../workflow/checkpoint.ts";
import type { Fold } from "../workflow/fold.ts";
import { planRestore, type RestorePlan } from "../workflow/restore.ts";
import type { StateChange } from "../workflow/state_changes.ts";
import { writeCheckpoint } from "./make_checkpoint.ts";
import { record } from "./record.ts";
import type { SessionView } from "./session_view.ts";
import type { Writer } from "./writer.ts";

/** A checkpoint and its id. */
export interface NamedCheckpoint {
  readonly id: string;
  readonly checkpoint: Checkpoint;
}

/** What came of a restore. */
export interface Restored {
  readonly view: SessionView;
  readonly changes: readonly StateChange[];
  /** The checkpoint that keeps the state of before; null if there was nothing to change. */
  readonly keptAs: string | null;
}

/** What a restore would do to a fold; what was secret in the checkpoint is not any more. */
export function planScrubbedRestore(
  fold: Fold,
  { id, checkpoint }: NamedCheckpoint,
  known: KnownValues | null,
): RestorePlan {
  const snapshot = scrubJson(checkpoint.workflow_state_snapshot, known);
  return planRestore(fold, id, { ...checkpoint, workflow_state_snapshot: snapshot });
}

/**
 * Goes back to a checkpoint: keeps the state of now as another one, then records an event that holds
 * the whole state.
 *
 * @throws what `planRestore` and `record` throw.
 */
export async function restoreCheckpoint(
  writer: Writer,
  session: string,
  wanted: NamedCheckpoint,
): Promise<Restored> {
  const known = await writer.knownValues();
  let changes: readonly StateChange[] = [];
  let keptAs: string | null = null;
  const { view } = await record(writer, session, (fold) => {
    const plan = planScrubbedRestore(fold, wanted, known);
    changes = plan.changes;
    if (changes.length === 0) return { events: [] };
    const message = `Before restoring ${wanted.id}`;
    keptAs = writeCheckpoint(writer, session, fold, { message, decisions: [], files: [] }).id;
    return { events: plan.events(keptAs) };
  }, { refreshCache: true, acts: true });
  return { view, changes, keptAs };
}
