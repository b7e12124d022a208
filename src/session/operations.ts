import { currentFile, previousFile, sessionDirectory, stageDirectory } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import type { JournalFacts, Move, OperationRule, OperationTable } from "../store/journal.ts";
import { feedbackMoves } from "./feedback_operation.ts";
import { redactMoves } from "./redact_operation.ts";
import { TRASH_OPERATIONS } from "./trash_operations.ts";

/** Names in a stage that the operations below move from. */
export const STAGED = { session: "session", current: "current", previous: "previous" } as const;

/** The operations of several renames on sessions: how their moves follow from their facts. */
export const SESSION_OPERATIONS: OperationTable = new Map<string, OperationRule>([
  ["start", startMoves],
  ["switch", switchMoves],
  ["feedback", feedbackMoves],
  ["redact", redactMoves],
  ...TRASH_OPERATIONS,
]);

/** Facts: `session`, `tree` (null: main checkout), `previous` and `current` ("yes" where it moves). */
function startMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  const session = facts["session"] ?? null;
  const pointers = pointerMoves(stage, facts);
  if (session === null || !isPathId(session) || pointers === null) {
    return null;
  }
  const from = `${stageDirectory(stage)}/${STAGED.session}`;
  return [{ from, to: sessionDirectory(session) }, ...pointers];
}

/** Facts: `tree` and `previous`. `current` moves first: with it the switch has happened. */
function switchMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  return facts["current"] === "yes" ? pointerMoves(stage, facts) : null;
}

function pointerMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  const tree = facts["tree"] ?? null;
  if (tree !== null && !isPathId(tree)) {
    return null;
  }
  const directory = stageDirectory(stage);
  const current = { from: `${directory}/${STAGED.current}`, to: currentFile(tree) };
  const previous = { from: `${directory}/${STAGED.previous}`, to: previousFile(tree) };
  return [
    ...(facts["current"] === "yes" ? [current] : []),
    ...(facts["previous"] === "yes" ? [previous] : []),
  ];
}
