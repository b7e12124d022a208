import { LAYOUT } from "../repo/layout.ts";
import type { Writer } from "../session/writer.ts";
import { fail } from "../store/failure.ts";
import { replaceFile } from "../store/replace_file.ts";
import { digestsBelow } from "../store/digests_below.ts";
import type { FileDigests } from "../store/file_digests.ts";
import { treeDigest } from "../store/tree_digest.ts";
import { formatMarker } from "./marker.ts";
import { MIGRATION_FILES, migrationFile } from "./migration_paths.ts";
import type { MigrationReport } from "./migration_report.ts";
import { undoMigration } from "./undo_migration.ts";

/**
 * Compares the originals in the backup with what was copied, and says so in the marker. The
 * predecessor does not know our lock: what it wrote in the meantime would be lost, so then the whole
 * migration is undone. The caller holds the repository lock.
 *
 * @throws `migrate.changed`, with everything as it was before.
 */
export function confirmBackup(
  writer: Writer,
  report: MigrationReport,
  digests: FileDigests,
): void {
  const { home } = writer.place;
  const changed = changedOriginals(home, report, digests);
  if (changed.length > 0) {
    undoMigration(writer, report);
    throw fail("migrate.changed", { paths: changed });
  }
  const marker = new TextEncoder().encode(formatMarker(report, true));
  replaceFile(home, LAYOUT.tmp, LAYOUT.marker, marker);
}

/** The paths of originals whose backup is not what was copied. */
export function changedOriginals(
  home: string,
  { migration, originals }: MigrationReport,
  digests: FileDigests,
): readonly string[] {
  const backup = `${home}/${migrationFile(migration, MIGRATION_FILES.backup)}`;
  const known = digestsBelow(originals.map(({ path }) => `${backup}/${path}`), digests);
  return originals
    .filter(({ path, sha256 }) => treeDigest(`${backup}/${path}`, "record", known) !== sha256)
    .map(({ path }) => path);
}
