import { LAYOUT } from "../repo/layout.ts";
import { settleInterrupted, settleUnderLock } from "../session/interrupted.ts";
import { lockRepository } from "../session/lock_house.ts";
import type { Writer } from "../session/writer.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { disposing, whileHeld } from "../store/disposing.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { fail } from "../store/failure.ts";
import { runJournal } from "../store/journal.ts";
import { parentOf } from "../store/publish.ts";
import { lstatOrNull } from "../store/read_file.ts";
import { startDigests } from "../store/start_digests.ts";
import { makeStage, sweepStages } from "../store/stage.ts";
import { syncStaged } from "../store/staged_directory.ts";
import { changedOriginals } from "./confirm_backup.ts";
import { findMigration } from "./find_migration.ts";
import { readMarker } from "./marker.ts";
import { MARKER, type MigrationFacts, toJournalFacts } from "./migration_facts.ts";
import { MIGRATION_FILES, migrationFile } from "./migration_paths.ts";
import type { MigrationReport } from "./migration_report.ts";
import { MIGRATE_STAGED } from "./operations.ts";
import { pointerFile } from "./pointers.ts";
import { factsOf } from "./stage_record.ts";

/** What a rollback did. */
export interface RolledBack {
  readonly report: MigrationReport;
  /** Files of ours that made way; they are in the record of the migration. */
  readonly withdrawn: readonly string[];
}

/**
 * Puts back what a migration has moved: bytes, modes and times. The sessions that it made stay, with
 * all progress.
 *
 * @param wanted Id of the migration; null for the last one that has not been rolled back.
 * @throws `migration.not_found`, `migration.unreadable`, `migration.already_back`,
 * `migration.backup_differs`, `migration.occupied` (nothing is changed then), `lock.busy`, `io`.
 */
export async function rollBack(writer: Writer, wanted: string | null): Promise<RolledBack> {
  await settleInterrupted(writer);
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), async () => {
    settleUnderLock(writer);
    sweepStages(home, LAYOUT.tmp, null);
    const { report, rolledBack } = findMigration(home, wanted);
    const { migration, totals } = report;
    if (rolledBack) throw fail("migration.already_back", { migration });
    const differing = await whileHeld(
      startDigests(totals.bytes),
      (digests) => changedOriginals(home, report, digests),
    );
    if (differing.length > 0) {
      throw fail("migration.backup_differs", { migration, paths: differing });
    }
    const facts = presentFacts(home, report);
    const occupied = occupiedPaths(home, facts);
    if (occupied.length > 0) throw fail("migration.occupied", { migration, paths: occupied });
    makeRoom(home, facts);
    disposing(makeStage(home, LAYOUT.tmp), (stage) => {
      const text = `${JSON.stringify({ schema: 1, at: writer.now() }, null, 2)}\n`;
      makeDurableFile(
        `${stage.path}/${MIGRATE_STAGED.rolledBack}`,
        new TextEncoder().encode(text),
      );
      syncStaged(stage.path);
      runJournal(home, LAYOUT, writer.operations, {
        operation: "rollback",
        stage,
        facts: toJournalFacts(facts),
        digests: new Map(
          report.originals.map(({ path, sha256 }) => [backupOf(migration, path), sha256] as const),
        ),
      });
    });
    return { report, withdrawn: oursOf(facts) };
  });
}

/** The facts of the migration, without what is not there any more. */
function presentFacts(home: string, report: MigrationReport): MigrationFacts {
  const facts = factsOf(report);
  const isThere = (path: string): boolean => lstatOrNull(`${home}/${path}`) !== null;
  const { migration } = facts;
  return {
    ...facts,
    pointers: facts.pointers.filter((name) => isThere(pointerFile(name))),
    placed: facts.placed.filter(isThere),
    replaced: facts.replaced.filter((path) =>
      isThere(`${migrationFile(migration, MIGRATION_FILES.replaced)}/${path}`)
    ),
    marker: readMarker(home)?.migration === migration ? [MARKER] : [],
  };
}

/** Places of originals where something lies that does not make way. */
function occupiedPaths(home: string, facts: MigrationFacts): readonly string[] {
  const ours = new Set(oursOf(facts));
  return [...facts.originals, ...facts.replaced, ...facts.kept.map(pointerFile)]
    .filter((path) => !ours.has(path) && lstatOrNull(`${home}/${path}`) !== null);
}

function oursOf({ pointers, placed, marker }: MigrationFacts): readonly string[] {
  return [...pointers.map(pointerFile), ...placed, ...marker.map(() => LAYOUT.marker)];
}

/** Directories that the moves need; without them an empty one more or less is nothing. */
function makeRoom(home: string, facts: MigrationFacts): void {
  const aside = migrationFile(facts.migration, MIGRATION_FILES.withdrawn);
  for (const path of oursOf(facts)) checkedDirectory(home, parentOf(`${aside}/${path}`));
  for (const path of [...facts.originals, ...facts.kept.map(pointerFile)]) {
    if (path.includes("/")) checkedDirectory(home, parentOf(path));
  }
}

function backupOf(migration: string, path: string): string {
  return `${migrationFile(migration, MIGRATION_FILES.backup)}/${path}`;
}
