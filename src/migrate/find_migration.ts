import { LAYOUT } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { fail } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull, readRegularText } from "../store/read_file.ts";
import { MIGRATION_FILES, migrationFile } from "./migration_paths.ts";
import { type MigrationReport, parseReport } from "./migration_report.ts";

/** A migration that has its record here. */
export interface RecordedMigration {
  readonly report: MigrationReport;
  readonly rolledBack: boolean;
}

/** All migrations whose record can be read, the newest first. */
export function listMigrations(home: string): readonly RecordedMigration[] {
  return namesOf(home)
    .map((name) => readMigration(home, name))
    .filter((found) => found !== null)
    .sort((a, b) => a.report.at < b.report.at ? 1 : -1);
}

/**
 * Finds a migration by its id; without one, the last that has not been rolled back.
 *
 * @throws `migration.not_found`, `migration.unreadable`.
 */
export function findMigration(home: string, wanted: string | null): RecordedMigration {
  const known = namesOf(home);
  if (wanted === null) {
    const last = listMigrations(home).find(({ rolledBack }) => !rolledBack);
    if (last === undefined) throw fail("migration.not_found", { wanted, known });
    return last;
  }
  if (!known.includes(wanted)) throw fail("migration.not_found", { wanted, known });
  const found = readMigration(home, wanted);
  if (found === null) {
    const problem = "report.json is missing or not one of ours";
    throw fail("migration.unreadable", { migration: wanted, problem });
  }
  return found;
}

function namesOf(home: string): readonly string[] {
  return listDirectory(`${home}/${LAYOUT.migrations}`)
    .filter(({ name, kind }) => kind === "directory" && isPathId(name))
    .map(({ name }) => name)
    .sort();
}

function readMigration(home: string, name: string): RecordedMigration | null {
  const text = readRegularText(`${home}/${migrationFile(name, MIGRATION_FILES.report)}`);
  const report = text === null ? null : parseReport(text);
  if (report === null || report.migration !== name) return null;
  const back = `${home}/${migrationFile(name, MIGRATION_FILES.rolledBack)}`;
  return { report, rolledBack: lstatOrNull(back) !== null };
}
