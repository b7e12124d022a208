import { LAYOUT } from "../repo/layout.ts";

/** Names below the directory of one migration. */
export const MIGRATION_FILES = {
  /** What was done: see `migration_report.ts`. */
  report: "report.json",
  /** Originals, each under its own path. */
  backup: "backup",
  /** Files of ours that the migration replaced, each under its own path. */
  replaced: "replaced",
  /** Files of ours whose place a rollback needed, each under its own path. */
  withdrawn: "withdrawn",
  /** Written by a rollback. */
  rolledBack: "rolled_back.json",
} as const;

/** The directory of a migration, relative to the home. */
export function migrationDirectory(migration: string): string {
  return `${LAYOUT.migrations}/${migration}`;
}

/** Something of a migration, relative to the home. */
export function migrationFile(
  migration: string,
  name: (typeof MIGRATION_FILES)[keyof typeof MIGRATION_FILES],
): string {
  return `${migrationDirectory(migration)}/${name}`;
}
