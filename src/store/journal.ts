import { checkedPath } from "./checked_path.ts";
import { fail } from "./failure.ts";
import { publish } from "./publish.ts";
import { lstatOrNull, readRegular } from "./read_file.ts";
import { removeDurably } from "./remove_file.ts";
import { removeCopied } from "./remove_copied.ts";
import { replaceFile } from "./replace_file.ts";
import { removeStage, type Stage } from "./stage.ts";
import { type LinkPolicy, treeDigest } from "./tree_digest.ts";

/** An operation at work moves a handful of files, and each of them can disturb one attempt. */
const READ_ATTEMPTS = 5;

/** In bytes; most journals name a handful of files, that of a migration every one that it moves. */
export const LARGEST_JOURNAL = 4_194_304;

/** Facts from which the steps of an operation can be computed again: ids and names, never paths. */
export type JournalFacts = Readonly<Record<string, string | null>>;

/** One rename, both paths relative to the home. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** Whether what is moved may hold symbolic links, which then stay what they are. */
  readonly links?: LinkPolicy;
  /**
   * Somebody who does not know our locks may change it until it is moved: it is then moved as it is,
   * and whoever needs to know compares it afterwards.
   */
  readonly unguarded?: true;
}

/**
 * Computes the moves of an operation from its stage and facts, the commit point first; null when the
 * facts are not valid. A journal is data: what it says must equal this, or nothing moves.
 */
export type OperationRule = (stage: string, facts: JournalFacts) => readonly Move[] | null;

/** The closed set of operations, by name. */
export type OperationTable = ReadonlyMap<string, OperationRule>;

/** Where the journal and the staging area lie, relative to the home. */
export interface JournalLayout {
  readonly journal: string;
  readonly tmp: string;
}

/** An unfinished operation as found on disk, already checked against its rule. */
export interface Unfinished {
  readonly operation: string;
  readonly stage: string;
  /** Whether the first move has happened: the operation counts. */
  readonly committed: boolean;
  /** The moves that have not happened yet. */
  readonly pending: readonly Move[];
  /** The last move that has happened, if it was a copy to another device and its source is still there. */
  readonly copied: readonly Move[];
}

interface JournalStep extends Move {
  readonly sha256: string;
  /** Digest of what lay at the destination when the journal was written; null: nothing. */
  readonly replaces: string | null;
}

interface JournalRecord {
  readonly schema: 1;
  readonly operation: string;
  readonly stage: string;
  readonly facts: JournalFacts;
  readonly steps: readonly JournalStep[];
}

/** An operation to carry out. */
export interface JournalEntry {
  readonly operation: string;
  readonly stage: Stage;
  readonly facts: JournalFacts;
  /** Digests that the caller has made already of what is moved, by where it is moved from. */
  readonly digests?: ReadonlyMap<string, string>;
}

/**
 * Carries out an operation of several renames so that a crash leaves the state before or after.
 * The caller holds the repository lock and has staged and synced everything below `stage`.
 */
export function runJournal(
  home: string,
  layout: JournalLayout,
  operations: OperationTable,
  entry: JournalEntry,
): void {
  const { operation, stage, facts, digests } = entry;
  const moves = operations.get(operation)?.(stage.name, facts);
  if (moves === undefined || moves === null) {
    throw new Error(`No moves for operation "${operation}"`);
  }
  const steps = moves.map((move) => {
    const { from, to, links } = move;
    const digest = digests?.get(from) ?? treeDigest(`${home}/${from}`, links);
    if (digest === null) {
      throw new Error(`Nothing is staged at "${from}"`);
    }
    return { from, to, sha256: digest, replaces: treeDigest(`${home}/${to}`) };
  });
  const record: JournalRecord = { schema: 1, operation, stage: stage.name, facts, steps };
  const bytes = new TextEncoder().encode(`${JSON.stringify(record)}\n`);
  stage.keep();
  try {
    replaceFile(home, layout.tmp, layout.journal, bytes);
    carryOut(home, moves);
  } catch (error) {
    undoIfNothingMoved(home, layout, operations, stage);
    throw error;
  }
  removeDurably(home, layout.journal);
  removeStage(stage.path);
}

function undoIfNothingMoved(
  home: string,
  layout: JournalLayout,
  operations: OperationTable,
  stage: Stage,
): void {
  try {
    const unfinished = readJournal(home, layout, operations);
    if (unfinished === null) {
      removeStage(stage.path);
    } else if (!unfinished.committed) {
      settleJournal(home, layout, unfinished);
    }
  } catch {
    return;
  }
}

/**
 * Reads the journal of an interrupted operation; null when there is none.
 *
 * @throws `journal.refused` when it is not exactly what one of the operations would have written.
 */
export function readJournal(
  home: string,
  layout: JournalLayout,
  operations: OperationTable,
): Unfinished | null {
  for (let attempt = 1;; attempt++) {
    try {
      return readJournalOnce(home, layout, operations);
    } catch (error) {
      // A command that is still at work may have moved something while we looked.
      if (attempt === READ_ATTEMPTS) {
        throw error;
      }
    }
  }
}

function readJournalOnce(
  home: string,
  layout: JournalLayout,
  operations: OperationTable,
): Unfinished | null {
  const info = lstatOrNull(`${home}/${layout.journal}`);
  if (info === null) {
    return null;
  }
  const { path } = checkedPath(home, layout.journal, "file");
  if (info.size > LARGEST_JOURNAL) {
    throw refused("unknown", "the journal is too large");
  }
  const bytes = readRegular(path);
  if (bytes === null) {
    return null;
  }
  const record = parseRecord(bytes);
  const moves = operations.get(record.operation)?.(record.stage, record.facts);
  if (moves === undefined || moves === null || !sameMoves(moves, record.steps)) {
    throw refused(record.operation, "its steps are not those of this operation");
  }
  const steps = record.steps.map((step, i) => ({ ...step, ...moves[i] }));
  const done = countDone(home, steps);
  checkDone(home, steps.slice(0, done), record.operation);
  const pending = steps.slice(done);
  for (const [index, step] of pending.entries()) {
    const isEmptied = pending.slice(0, index).some(({ from }) => from === step.to);
    checkPending(home, { ...step, isEmptied }, record.operation);
  }
  const last = steps[done - 1];
  const copied = last !== undefined && lstatOrNull(`${home}/${last.from}`)?.isDirectory === true
    ? [last]
    : [];
  return { operation: record.operation, stage: record.stage, committed: done > 0, pending, copied };
}

/**
 * Finishes an interrupted operation, or undoes it when its first move has not happened. The caller
 * holds the repository lock and has read the journal under it.
 */
export function settleJournal(home: string, layout: JournalLayout, unfinished: Unfinished): void {
  if (unfinished.committed) {
    for (const { from, to } of unfinished.copied) {
      removeCopied(`${home}/${from}`, `${home}/${to}`);
    }
    carryOut(home, unfinished.pending);
  }
  removeDurably(home, layout.journal);
  const { path, exists } = checkedPath(home, `${layout.tmp}/${unfinished.stage}`, "directory");
  if (exists) {
    removeStage(path);
  }
}

function carryOut(home: string, moves: readonly Move[]): void {
  for (const move of moves) {
    const from = `${home}/${move.from}`;
    const kind = Deno.lstatSync(from).isDirectory ? "directory" : "file";
    publish(from, checkedPath(home, move.to, kind).path, move.links);
  }
}

/** How many steps have happened. They happen in order, so that the last of them tells. */
function countDone(home: string, steps: readonly JournalStep[]): number {
  return steps.findLastIndex((step) => hasHappened(home, step)) + 1;
}

function hasHappened(home: string, { from, to, sha256, links }: JournalStep): boolean {
  const target = lstatOrNull(`${home}/${to}`);
  if (target === null) {
    return false;
  }
  if (lstatOrNull(`${home}/${from}`) === null) {
    return true;
  }
  // A copy to another device that was cut off before, or while, its source was removed.
  return target.isDirectory && treeDigest(`${home}/${to}`, links) === sha256;
}

/**
 * Throws `journal.refused` when something lies where a step that has happened has moved it away from,
 * unless a later one has put it there, or the last one is a copy whose source is still being removed.
 */
function checkDone(home: string, done: readonly JournalStep[], operation: string): void {
  for (const [index, { from }] of done.entries()) {
    const isRefilled = done.slice(index + 1).some(({ to }) => to === from);
    if (!isRefilled && index < done.length - 1 && lstatOrNull(`${home}/${from}`) !== null) {
      throw refused(operation, `"${from}" is there again`);
    }
  }
}

/**
 * Throws `journal.refused` unless the step can still be done and loses nothing.
 *
 * @param step `isEmptied`: an earlier step that is still to be done moves away what is at its end.
 */
function checkPending(
  home: string,
  step: JournalStep & { readonly isEmptied: boolean },
  operation: string,
): void {
  const from = lstatOrNull(`${home}/${step.from}`);
  const to = lstatOrNull(`${home}/${step.to}`);
  const kind = from?.isDirectory === true ? "directory" : "file";
  checkSource(home, step, kind, from?.isSymlink === true);
  checkedPath(home, step.to, kind);
  const isSame = step.unguarded === true ||
    treeDigest(`${home}/${step.from}`, step.links) === step.sha256;
  if (from === null || !isSame) {
    throw refused(operation, `"${step.from}" is missing or changed`);
  }
  if (kind === "directory" && to !== null && !step.isEmptied) {
    throw refused(operation, `"${step.to}" is there already`);
  }
  // What somebody has put there since must not be lost.
  if (to !== null && treeDigest(`${home}/${step.to}`) !== step.replaces) {
    throw refused(operation, `"${step.to}" changed in the meantime`);
  }
}

/** A link may itself be what is moved, where links may be in what is moved. */
function checkSource(
  home: string,
  { from, links }: JournalStep,
  kind: "file" | "directory",
  isLink: boolean,
): void {
  if (!isLink || links !== "record") {
    checkedPath(home, from, kind);
  } else if (from.includes("/")) {
    checkedPath(home, from.slice(0, from.lastIndexOf("/")), "directory");
  }
}

function sameMoves(moves: readonly Move[], steps: readonly JournalStep[]): boolean {
  return moves.length === steps.length &&
    moves.every((move, i) => move.from === steps[i]?.from && move.to === steps[i]?.to);
}

function refused(operation: string, problem: string): Error {
  return fail("journal.refused", { operation, problem });
}

function parseRecord(bytes: Uint8Array): JournalRecord {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refused("unknown", "the journal is not JSON");
  }
  if (!isRecord(value)) {
    throw refused("unknown", "the journal has another shape");
  }
  return value;
}

function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const record = value as Partial<Record<keyof JournalRecord, unknown>>;
  return record.schema === 1 && typeof record.operation === "string" &&
    typeof record.stage === "string" && /^[0-9a-z]{1,32}$/.test(record.stage) &&
    isFacts(record.facts) && Array.isArray(record.steps) && record.steps.length > 0 &&
    record.steps.every(isStep);
}

function isFacts(value: unknown): value is JournalFacts {
  return typeof value === "object" && value !== null &&
    Object.values(value).every((fact) => fact === null || typeof fact === "string");
}

function isStep(value: unknown): value is JournalStep {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const step = value as Partial<Record<keyof JournalStep, unknown>>;
  return [step.from, step.to, step.sha256].every((part) => typeof part === "string") &&
    (step.replaces === null || typeof step.replaces === "string");
}
