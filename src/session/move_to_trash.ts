import { LAYOUT, sessionDirectory } from "../repo/layout.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { disposing } from "../store/disposing.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { runJournal } from "../store/journal.ts";
import { namesIn } from "../store/names_in.ts";
import { makeStage } from "../store/stage.ts";
import { makeStagedDirectory, syncStaged } from "../store/staged_directory.ts";
import { newTrashEntry } from "./trash_entry.ts";
import { TRASH_STAGED, trashFacts } from "./trash_operations.ts";
import { formatTrashRecord, type TrashRecord } from "./trash_record.ts";
import type { Writer } from "./writer.ts";

/** What is about to be moved; the name and the time of its record are given here. */
export type Deleted = Omit<TrashRecord, "deleted_at">;

/**
 * Moves something of a session into the trash as one operation and returns the name of its entry. The
 * caller holds the repository lock and that of the session, and has settled what was interrupted.
 *
 * @throws `io`, `file.not_created`, `home.unsafe`.
 */
export function moveToTrash(writer: Writer, deleted: Deleted): string {
  const { place: { home }, operations } = writer;
  const now = writer.now();
  const trash = checkedDirectory(home, LAYOUT.trash);
  const entry = newTrashEntry(now, deleted.session, namesIn(trash));
  const record = { ...deleted, deleted_at: now };
  disposing(makeStage(home, LAYOUT.tmp), (stage) => {
    const text = new TextEncoder().encode(formatTrashRecord(record));
    makeDurableFile(`${stage.path}/${TRASH_STAGED.record}`, text);
    if (record.kind === "checkpoints") {
      makeStagedDirectory(`${stage.path}/${TRASH_STAGED.directory}`);
    }
    syncStaged(stage.path);
    const operation = record.kind === "session" ? "delete" : "delete-checkpoints";
    const digests = new Map(
      record.kind === "session" ? [[sessionDirectory(record.session), record.sha256]] : [],
    );
    const facts = trashFacts(entry, record);
    runJournal(home, LAYOUT, operations, { operation, stage, facts, digests });
  });
  return entry;
}
