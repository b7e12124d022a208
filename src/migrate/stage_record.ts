import { makeDurableFile } from "../store/durable_file.ts";
import type { Stage } from "../store/stage.ts";
import { syncStaged } from "../store/staged_directory.ts";
import { formatMarker } from "./marker.ts";
import { MARKER, type MigrationFacts } from "./migration_facts.ts";
import { MIGRATION_FILES } from "./migration_paths.ts";
import { formatReport, type MigrationReport } from "./migration_report.ts";
import { MIGRATE_STAGED } from "./operations.ts";
import { pointerFile, pointerName } from "./pointers.ts";
import { makeStagedDirectories } from "./staged_directories.ts";
import type { MovedPointers } from "./kept_pointers.ts";

/**
 * Stages what belongs to a migration itself: its directory with the report and room for what moves
 * there, the pointers, the marker. Throws `io`, `file.not_created`.
 */
export function stageRecord(
  stage: Stage,
  report: MigrationReport,
  pointers: MovedPointers,
  ids: { readonly current: string | null; readonly previous: string | null },
): void {
  const record = `${stage.path}/${MIGRATE_STAGED.record}`;
  const kept = [...report.originals.map(({ path }) => path), ...pointers.kept.map(pointerFile)];
  const replaced = [...report.placements, ...report.copies].filter((one) => one.replaced);
  makeStagedDirectories(record, [
    ...kept.map((path) => `${MIGRATION_FILES.backup}/${path}`),
    ...replaced.map(({ to }) => `${MIGRATION_FILES.replaced}/${to}`),
  ]);
  write(`${record}/${MIGRATION_FILES.report}`, formatReport(report));
  syncStaged(record);
  for (const name of pointers.moved.map(pointerName)) {
    write(`${stage.path}/${name}`, ids[name] ?? "");
  }
  write(`${stage.path}/${MIGRATE_STAGED.marker}`, formatMarker(report, false));
  syncStaged(stage.path);
}

/** What the journal of a migration says. */
export function factsOf(report: MigrationReport): MigrationFacts {
  const placed = [...report.placements, ...report.copies];
  return {
    migration: report.migration,
    sessions: report.sessions.map(({ id }) => id),
    placed: placed.map(({ to }) => to),
    replaced: placed.filter(({ replaced }) => replaced).map(({ to }) => to),
    originals: report.originals.map(({ path }) => path),
    pointers: report.pointers,
    kept: report.kept,
    marker: [MARKER],
  };
}

function write(path: string, text: string): void {
  makeDurableFile(path, new TextEncoder().encode(text));
}
