import { sessionFile } from "../repo/layout.ts";
import { SyncFailure, truncateDurably } from "../store/append_file.ts";
import { checkedPath } from "../store/checked_path.ts";
import { readRegularFrom } from "../store/read_file.ts";
import { quarantine } from "./quarantine.ts";
import type { LogPosition } from "./scan_log.ts";
import { replaceUnsyncedLog } from "./suspect.ts";
import type { Writer } from "./writer.ts";

/**
 * Sets the bytes after the last whole group aside and cuts them off the log. They never counted. The
 * caller holds the session lock.
 */
export function repairTornTail(writer: Writer, id: string, whole: LogPosition): void {
  const { home } = writer.place;
  const { path } = checkedPath(home, sessionFile(id, "log.jsonl"), "file");
  const torn = readRegularFrom(path, whole.to)?.bytes ?? new Uint8Array();
  const kept = quarantine(home, torn, {
    session: id,
    file: "log.jsonl",
    reason: "torn tail",
    seq: whole.seq + 1,
    at: writer.now(),
  });
  try {
    truncateDurably(path, whole.to);
  } catch (error) {
    if (!(error instanceof SyncFailure)) {
      throw error;
    }
    replaceUnsyncedLog(home, id, whole.to);
  }
  writer.notice({ kind: "torn_repaired", session: id, bytes: torn.length, quarantine: kept });
}
