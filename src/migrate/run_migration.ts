import { LAYOUT } from "../repo/layout.ts";
import { settleInterrupted, settleUnderLock } from "../session/interrupted.ts";
import { lockRepository } from "../session/lock_house.ts";
import { sessionIds } from "../session/session_ids.ts";
import { newSessionId } from "../session/new_session_id.ts";
import type { Writer } from "../session/writer.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import type { FileDigests } from "../store/file_digests.ts";
import { freeSpace } from "../store/free_space.ts";
import { runJournal } from "../store/journal.ts";
import { listDirectory } from "../store/list_directory.ts";
import { parentOf } from "../store/publish.ts";
import { startDigests } from "../store/start_digests.ts";
import { makeStage, type Stage, sweepStages } from "../store/stage.ts";
import { keepPointers } from "./kept_pointers.ts";
import { toJournalFacts } from "./migration_facts.ts";
import type { MigrationReport } from "./migration_report.ts";
import { isEmptyPlan, type Plan } from "./plan_type.ts";
import { pointerFile } from "./pointers.ts";
import { reportOf } from "./report_of.ts";
import { type StagedPlan, stagePlan } from "./stage_plan.ts";
import { factsOf, stageRecord } from "./stage_record.ts";
import { confirmBackup } from "./confirm_backup.ts";

/** What a migration is asked to do. */
export interface MigrationInput {
  /** Where the predecessor's files are: the home itself, or a repository elsewhere. */
  readonly root: string;
  /** What the report says it was taken from, where that is not the root. */
  readonly from?: string;
  /** Name of the linked worktree that gets the sessions; without it the main checkout. */
  readonly tree?: string | null;
  /** Scans and plans; called again under the lock, and the result has to be the same. */
  readonly plan: () => Promise<Plan>;
  /** Called with each number of bytes that were copied. */
  readonly copied: (bytes: number) => void;
  /** Version of the program. */
  readonly by: string;
}

/** What is kept free beside the copies, in bytes: the record, the journal, the next events. */
const RESERVE = 16_777_216;

/** Files that change all the time would have us copy for ever. */
const ATTEMPTS = 3;

/**
 * Migrates: copies everything into a stage without a lock, looks again under it, publishes all as one
 * operation and compares the originals in the backup with what was copied.
 *
 * @returns What was done; null when there is nothing to do.
 * @throws `migrate.blocked`, `migrate.no_space`, `migrate.changed` (nothing is changed then),
 * `lock.busy`, `io`, `file.not_created`, `home.unsafe`.
 */
export async function runMigration(
  writer: Writer,
  input: MigrationInput,
): Promise<MigrationReport | null> {
  const { home } = writer.place;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await settleInterrupted(writer);
    const plan = await input.plan();
    const isPossible = await unlessChanged(writer, input, plan, () => requirePossible(home, plan));
    if (isPossible === null) continue;
    if (isEmptyPlan(plan)) return null;
    const report = await whileHeld(
      Promise.resolve(makeStage(home, LAYOUT.tmp)),
      (stage) =>
        whileHeld(
          startDigests(plan.totals.copied),
          (digests) => carryOut(writer, input, { plan, stage, digests }),
        ),
    );
    if (report !== null) return report;
  }
  throw fail("migrate.changed", { paths: [] });
}

/** Null when something has changed meanwhile. */
async function carryOut(
  writer: Writer,
  input: MigrationInput,
  staging: Staging,
): Promise<MigrationReport | null> {
  const staged = await unlessChanged(
    writer,
    input,
    staging.plan,
    () => stageIt(writer, input, staging),
  );
  return staged === null ? null : await publishPlan(writer, input, { ...staging, staged });
}

function stageIt(
  writer: Writer,
  input: MigrationInput,
  { plan, stage, digests: fileDigests }: Staging,
): StagedPlan {
  const { home } = writer.place;
  const migration = newSessionId(writer.now(), migrationNames(home));
  const taken = sessionIds(home, null);
  const { root, copied, tree = null } = input;
  return stagePlan(writer, { root, tree, plan, stage, taken, migration, fileDigests, copied });
}

/**
 * Does a step of a plan. One that fails because the plan holds no more gives null: somebody else may
 * have migrated what it was about.
 */
async function unlessChanged<T>(
  writer: Writer,
  input: MigrationInput,
  plan: Plan,
  step: () => T,
): Promise<T | null> {
  try {
    return step();
  } catch (error) {
    await settleInterrupted(writer);
    if (isSamePlan(plan, await input.plan())) throw error;
    return null;
  }
}

interface Staging {
  readonly plan: Plan;
  readonly stage: Stage;
  readonly digests: FileDigests;
}

interface Prepared extends Staging {
  readonly staged: StagedPlan;
}

/** Null when something has changed since it was copied: it has to be copied again. */
async function publishPlan(
  writer: Writer,
  input: MigrationInput,
  { plan, stage, digests, staged }: Prepared,
): Promise<MigrationReport | null> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepStages(home, LAYOUT.tmp, stage.name);
    const again = await input.plan();
    if (!isSamePlan(plan, again) || takesIds(home, staged)) return null;
    const { root, from = root, tree = null, by } = input;
    const pointers = keepPointers(home, tree, plan);
    const report = reportOf({ plan, staged, root, from, home, pointers, at: writer.now(), by });
    const pointed = {
      current: idOf(staged, plan.current),
      previous: idOf(staged, plan.previous),
    };
    stageRecord(stage, report, pointers, pointed);
    for (const { to } of [...plan.placements, ...plan.copies]) checkedDirectory(home, parentOf(to));
    for (const pointer of pointers.moved) checkedDirectory(home, parentOf(pointerFile(pointer)));
    checkedDirectory(home, LAYOUT.sessions);
    checkedDirectory(home, LAYOUT.migrations);
    const known = new Map([
      ...staged.digests,
      ...report.originals.map(({ path, sha256 }) => [path, sha256] as const),
    ]);
    runJournal(home, LAYOUT, writer.operations, {
      operation: "migrate",
      stage,
      facts: toJournalFacts(factsOf(report)),
      digests: known,
    });
    confirmBackup(writer, report, digests);
    return report;
  });
}

function requirePossible(home: string, plan: Plan): true {
  const blocking = plan.problems.filter(({ blocks }) => blocks);
  if (blocking.length > 0) {
    throw fail("migrate.blocked", {
      problems: blocking.map(({ kind, path, detail }) => ({ kind, path, detail })),
    });
  }
  const needed = plan.totals.copied + RESERVE;
  const free = freeSpace(home);
  if (free !== null && free < needed) throw fail("migrate.no_space", { needed, free });
  return true;
}

function idOf({ ids }: StagedPlan, key: string | null): string | null {
  return key === null ? null : ids.get(key) ?? null;
}

function isSamePlan(one: Plan, other: Plan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether another command has taken an id in the meantime. */
function takesIds(home: string, { ids, migration }: StagedPlan): boolean {
  const there = new Set(sessionIds(home, null));
  return Array.from(ids.values()).some((id) => there.has(id)) ||
    migrationNames(home).includes(migration);
}

function migrationNames(home: string): readonly string[] {
  return listDirectory(`${home}/${LAYOUT.migrations}`).map(({ name }) => name);
}
