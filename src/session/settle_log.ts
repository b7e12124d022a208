import { sessionFile } from "../repo/layout.ts";
import { lstatOrNull } from "../store/read_file.ts";
import { cutLog, type LogCut } from "./cut_log.ts";
import { repairTornTail } from "./repair_torn.ts";
import { readSuspectEnd, settleSuspect } from "./suspect.ts";
import type { Writer } from "./writer.ts";

/**
 * Sets aside what follows the last whole group of a log and never counted. A damaged log stays as it
 * is. The caller holds the session lock.
 *
 * @returns How far the log is whole.
 */
export function settleLog(writer: Writer, id: string): LogCut {
  const { home } = writer.place;
  const cut = cutLog(home, id);
  if (cut.damaged) return cut;
  const position = { seq: cut.seq, head: cut.head, from: 0, to: cut.length };
  const suspectEnd = readSuspectEnd(home, id);
  if (suspectEnd !== null) settleSuspect(writer, id, position, suspectEnd);
  const size = lstatOrNull(`${home}/${sessionFile(id, "log.jsonl")}`)?.size ?? 0;
  if (size > cut.length) repairTornTail(writer, id, position);
  return cut;
}
