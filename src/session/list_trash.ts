import { LAYOUT, trashDirectory, trashRecordFile } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { OrchestratorError } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { readRegularText } from "../store/read_file.ts";
import type { Interrupted } from "./interrupted.ts";
import { isTrashEntry } from "./trash_entry.ts";
import { parseTrashRecord, type TrashRecord } from "./trash_record.ts";

/** One thing in the trash. */
export interface TrashEntry {
  readonly entry: string;
  /** Null when it cannot be restored. */
  readonly record: TrashRecord | null;
}

/** What is in the trash, newest first, as seen through an interrupted operation. */
export function listTrash(home: string, interrupted: Interrupted | null): readonly TrashEntry[] {
  return listDirectory(checkedPath(home, LAYOUT.trash, "directory").path)
    .filter(({ name, kind }) =>
      kind !== "file" && !name.startsWith(".") &&
      interrupted?.gone.has(trashDirectory(name)) !== true
    )
    .map(({ name, kind }) => ({
      entry: name,
      record: kind === "directory" ? readTrashRecord(home, name, interrupted) : null,
    }))
    .sort((a, b) => a.entry < b.entry ? 1 : -1);
}

function readTrashRecord(
  home: string,
  entry: string,
  interrupted: Interrupted | null,
): TrashRecord | null {
  if (!isTrashEntry(entry)) {
    return null;
  }
  const relative = trashRecordFile(entry);
  try {
    const text = readRegularText(`${home}/${interrupted?.overlay.get(relative) ?? relative}`);
    return text === null ? null : parseTrashRecord(text, entry);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    return null;
  }
}
