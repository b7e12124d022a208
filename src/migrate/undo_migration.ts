import { LAYOUT, sessionDirectory } from "../repo/layout.ts";
import type { Writer } from "../session/writer.ts";
import { disposing } from "../store/disposing.ts";
import { runJournal } from "../store/journal.ts";
import { makeStage } from "../store/stage.ts";
import { makeStagedDirectories } from "./staged_directories.ts";
import { toJournalFacts } from "./migration_facts.ts";
import { migrationDirectory } from "./migration_paths.ts";
import type { MigrationReport } from "./migration_report.ts";
import { MIGRATE_STAGED } from "./operations.ts";
import { pointerFile } from "./pointers.ts";
import { factsOf } from "./stage_record.ts";

/**
 * Takes back a migration that was just published and that nobody has used yet: afterwards everything
 * is as it was, and nothing of it is left. The caller holds the repository lock.
 *
 * @throws `io`, `file.not_created`.
 */
export function undoMigration(writer: Writer, report: MigrationReport): void {
  const { home } = writer.place;
  const facts = factsOf(report);
  disposing(makeStage(home, LAYOUT.tmp), (stage) => {
    makeStagedDirectories(`${stage.path}/${MIGRATE_STAGED.dropped}`, [
      ...facts.pointers.map(pointerFile),
      ...facts.placed,
      ...facts.sessions.map(sessionDirectory),
      LAYOUT.marker,
      migrationDirectory(report.migration),
    ]);
    runJournal(home, LAYOUT, writer.operations, {
      operation: "undo",
      stage,
      facts: toJournalFacts(facts),
    });
  });
}
