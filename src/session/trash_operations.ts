import {
  checkpointFile,
  currentFile,
  previousFile,
  sessionDirectory,
  stageDirectory,
  trashDirectory,
  trashRecordFile,
} from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import type { JournalFacts, Move, OperationRule } from "../store/journal.ts";
import { isTrashEntryOf } from "./trash_entry.ts";
import type { TrashRecord } from "./trash_record.ts";
import { formatTrees, parseTrees, type TreeId } from "./tree_list.ts";

/** Names in a stage that the operations below move from, or to. */
export const TRASH_STAGED = { record: "record", directory: "directory" } as const;

/** The moves into the trash and out of it, by operation. */
export const TRASH_OPERATIONS: readonly (readonly [string, OperationRule])[] = [
  ["delete", deleteMoves],
  ["restore", restoreMoves],
  ["delete-checkpoints", deleteCheckpointsMoves],
  ["restore-checkpoints", restoreCheckpointsMoves],
];

/** The facts of all of them, and of which trees the pointers move. */
export function trashFacts(
  entry: string,
  record: Pick<TrashRecord, "session" | "checkpoints" | "current" | "previous">,
): JournalFacts {
  return {
    entry,
    session: record.session,
    checkpoints: record.checkpoints.length === 0 ? null : record.checkpoints.join(","),
    current: formatTrees(record.current),
    previous: formatTrees(record.previous),
  };
}

/** Where a pointer is staged before it comes to its place, or goes when it is taken away. */
export function stagedPointer(name: "current" | "previous", tree: TreeId): string {
  return tree === null ? name : `${name}-${tree}`;
}

interface Facts {
  readonly entry: string;
  readonly session: string;
  readonly checkpoints: readonly string[];
  readonly pointers: readonly PointerPlace[];
}

interface PointerPlace {
  readonly staged: string;
  readonly file: string;
}

/** The session vanishes first: with that it is deleted. */
function deleteMoves(stage: string, raw: JournalFacts): readonly Move[] | null {
  const facts = factsOf(raw, stage);
  if (facts === null || facts.checkpoints.length > 0) {
    return null;
  }
  const { entry, session, pointers } = facts;
  return [
    { from: sessionDirectory(session), to: trashDirectory(entry) },
    recordMove(stage, entry),
    ...pointers.map(({ staged, file }) => ({ from: file, to: staged })),
  ];
}

function restoreMoves(stage: string, raw: JournalFacts): readonly Move[] | null {
  const facts = factsOf(raw, stage);
  if (facts === null || facts.checkpoints.length > 0) {
    return null;
  }
  const { entry, session, pointers } = facts;
  return [
    { from: trashDirectory(entry), to: sessionDirectory(session) },
    reversed(recordMove(stage, entry)),
    ...pointers.map(({ staged, file }) => ({ from: staged, to: file })),
  ];
}

/** The directory that they go to appears first. */
function deleteCheckpointsMoves(stage: string, raw: JournalFacts): readonly Move[] | null {
  const facts = factsOf(raw, stage);
  if (facts === null || facts.checkpoints.length === 0) {
    return null;
  }
  const { entry } = facts;
  const directory = `${stageDirectory(stage)}/${TRASH_STAGED.directory}`;
  return [
    { from: directory, to: trashDirectory(entry) },
    ...checkpointMoves(facts),
    recordMove(stage, entry),
  ];
}

function restoreCheckpointsMoves(stage: string, raw: JournalFacts): readonly Move[] | null {
  const facts = factsOf(raw, stage);
  if (facts === null || facts.checkpoints.length === 0) {
    return null;
  }
  return [...checkpointMoves(facts).map(reversed), reversed(recordMove(stage, facts.entry))];
}

function checkpointMoves({ entry, session, checkpoints }: Facts): readonly Move[] {
  return checkpoints.map((id) => ({
    from: checkpointFile(session, id),
    to: `${trashDirectory(entry)}/${id}.json`,
  }));
}

function recordMove(stage: string, entry: string): Move {
  return { from: `${stageDirectory(stage)}/${TRASH_STAGED.record}`, to: trashRecordFile(entry) };
}

function reversed({ from, to }: Move): Move {
  return { from: to, to: from };
}

function factsOf(facts: JournalFacts, stage: string): Facts | null {
  const entry = facts["entry"] ?? "";
  const session = facts["session"] ?? "";
  const listed = facts["checkpoints"] ?? null;
  const checkpoints = listed === null ? [] : listed.split(",");
  const current = parseTrees(facts["current"] ?? null);
  const previous = parseTrees(facts["previous"] ?? null);
  const isWhole = isTrashEntryOf(entry, session) && checkpoints.every(isPathId) &&
    current !== null && previous !== null;
  if (!isWhole) {
    return null;
  }
  const place = (name: "current" | "previous", tree: TreeId): PointerPlace => ({
    staged: `${stageDirectory(stage)}/${stagedPointer(name, tree)}`,
    file: name === "current" ? currentFile(tree) : previousFile(tree),
  });
  const pointers = [
    ...current.map((tree) => place("current", tree)),
    ...previous.map((tree) => place("previous", tree)),
  ];
  return { entry, session, checkpoints, pointers };
}
