import type { Checkpoint } from "./checkpoint.ts";
import type { Fold } from "./fold.ts";
import { nextAction, progress } from "./inspect.ts";

/** What somebody says about a checkpoint. */
export interface CheckpointWords {
  readonly message: string | null;
  readonly decisions: readonly string[];
  /** Paths of files that matter. */
  readonly files: readonly string[];
}

/**
 * The checkpoint of a fold, apart from its state; the item is the one that is due.
 *
 * @param now Event timestamp, UTC.
 * @param parent Id of the checkpoint before it.
 */
export function checkpointOf(
  fold: Fold,
  words: CheckpointWords,
  now: string,
  parent: string | null,
): Omit<Checkpoint, "workflow_state_snapshot"> {
  const { state } = fold;
  const next = nextAction(fold);
  return {
    workflow_id: state.workflow_id,
    phase_id: state.current_phase_id,
    item_id: "item" in next ? next.item : null,
    timestamp: now.replace(/Z$/, "+00:00"),
    message: words.message,
    context_summary: summaryOf(fold),
    key_decisions: words.decisions,
    file_manifest: words.files,
    parent_checkpoint_id: parent,
  };
}

/** In the predecessor's words. */
function summaryOf(fold: Fold): string {
  const { task_description: task, current_phase_id: phase, constraints } = fold.state;
  const { completed, total } = progress(fold);
  return [
    `Task: ${task}`,
    `Current Phase: ${phase}`,
    `Progress: ${completed}/${total} items completed`,
    ...(constraints.length === 0 ? [] : [`Constraints: ${constraints.length} active`]),
  ].join("; ");
}
