import {
  sessionDirectory,
  stageDirectory,
  trashDirectory,
  trashRecordFile,
} from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import type { JournalFacts, Move } from "../store/journal.ts";
import { isTrashEntryOf } from "./trash_entry.ts";
import { TRASH_STAGED } from "./trash_operations.ts";

/**
 * Puts a copy in place of a session, which goes to the trash. Facts: `session`, `entry`. The copy is
 * staged under its own path, from where readers take it when this was cut off.
 */
export function redactMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  const session = facts["session"] ?? "";
  const entry = facts["entry"] ?? "";
  if (!isPathId(session) || !isTrashEntryOf(entry, session)) {
    return null;
  }
  const place = sessionDirectory(session);
  const staged = stageDirectory(stage);
  return [
    { from: place, to: trashDirectory(entry) },
    { from: `${staged}/${place}`, to: place },
    { from: `${staged}/${TRASH_STAGED.record}`, to: trashRecordFile(entry) },
  ];
}
