import { LAYOUT, sessionDirectory, stageDirectory } from "../repo/layout.ts";
import type { JournalFacts, Move, OperationRule, OperationTable } from "../store/journal.ts";
import { fromJournalFacts, type MigrationFacts } from "./migration_facts.ts";
import { MIGRATION_FILES, migrationDirectory, migrationFile } from "./migration_paths.ts";
import { pointerFile, pointerName } from "./pointers.ts";

/** Names in a stage that the operations below move from, or to. */
export const MIGRATE_STAGED = {
  /** The directory of the migration. */
  record: "record",
  /** Destinations, by number. */
  placed: "placed",
  marker: "migration.json",
  rolledBack: "rolled_back.json",
  /** What an undone migration had made. */
  dropped: "dropped",
} as const;

/** The operations of several renames on a migration: how their moves follow from their facts. */
export const MIGRATE_OPERATIONS: OperationTable = new Map<string, OperationRule>([
  ["migrate", (stage, facts) => movesOf(facts, (known) => migrateMoves(stage, known))],
  ["rollback", (stage, facts) => movesOf(facts, (known) => rollbackMoves(stage, known))],
  ["undo", (stage, facts) => movesOf(facts, (known) => undoMoves(stage, known))],
]);

function movesOf(
  facts: JournalFacts,
  moves: (facts: MigrationFacts) => readonly Move[],
): readonly Move[] | null {
  const known = fromJournalFacts(facts);
  return known === null ? null : moves(known);
}

/** The first session counts; without one, the record. Originals go last, and the marker after them. */
function migrateMoves(stage: string, facts: MigrationFacts): readonly Move[] {
  const from = stageDirectory(stage);
  const { migration, sessions, placed, replaced, originals, pointers, kept, marker } = facts;
  return [
    ...sessions.map((id) => ({
      from: `${from}/${sessionDirectory(id)}`,
      to: sessionDirectory(id),
    })),
    { from: `${from}/${MIGRATE_STAGED.record}`, to: migrationDirectory(migration) },
    ...kept.map((pointer) => taken(pointerFile(pointer), migration, MIGRATION_FILES.backup)),
    ...pointers.map((pointer) => ({
      from: `${from}/${pointerName(pointer)}`,
      to: pointerFile(pointer),
    })),
    ...replaced.map((path) => taken(path, migration, MIGRATION_FILES.replaced)),
    ...placed.map((path, index) => ({
      from: `${from}/${MIGRATE_STAGED.placed}/${index}`,
      to: path,
      links: "record",
    } as const)),
    ...originals.map((path) => taken(path, migration, MIGRATION_FILES.backup)),
    ...marker.map(() => ({ from: `${from}/${MIGRATE_STAGED.marker}`, to: LAYOUT.marker })),
  ];
}

/** Ours make way first; the sessions stay. */
function rollbackMoves(stage: string, facts: MigrationFacts): readonly Move[] {
  const { migration } = facts;
  return [
    {
      from: `${stageDirectory(stage)}/${MIGRATE_STAGED.rolledBack}`,
      to: migrationFile(migration, MIGRATION_FILES.rolledBack),
    },
    ...backMoves(facts, (path) => `${migrationFile(migration, MIGRATION_FILES.withdrawn)}/${path}`),
  ];
}

/** Of a migration that was undone nothing stays. */
function undoMoves(stage: string, facts: MigrationFacts): readonly Move[] {
  const dropped = `${stageDirectory(stage)}/${MIGRATE_STAGED.dropped}`;
  const { migration, sessions } = facts;
  return [
    ...backMoves(facts, (path) => `${dropped}/${path}`),
    ...sessions.map((id) => ({
      from: sessionDirectory(id),
      to: `${dropped}/${sessionDirectory(id)}`,
    })),
    { from: migrationDirectory(migration), to: `${dropped}/${migrationDirectory(migration)}` },
  ];
}

function backMoves(
  { migration, placed, replaced, originals, pointers, kept, marker }: MigrationFacts,
  aside: (path: string) => string,
): readonly Move[] {
  const ours = [...pointers.map(pointerFile), ...placed, ...marker.map(() => LAYOUT.marker)];
  const backup = migrationFile(migration, MIGRATION_FILES.backup);
  return [
    ...ours.map((path) => ({ from: path, to: aside(path), unguarded: true } as const)),
    ...replaced.map((path) => ({
      from: `${migrationFile(migration, MIGRATION_FILES.replaced)}/${path}`,
      to: path,
    })),
    ...[...originals, ...kept.map(pointerFile)].map((path) => ({
      from: `${backup}/${path}`,
      to: path,
      links: "record",
    } as const)),
  ];
}

function taken(path: string, migration: string, name: "backup" | "replaced"): Move {
  const to = `${migrationFile(migration, name)}/${path}`;
  return { from: path, to, links: "record", unguarded: true };
}
