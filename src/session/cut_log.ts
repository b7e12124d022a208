import { sessionFile } from "../repo/layout.ts";
import { readEnd } from "../store/file_blocks.ts";
import { lstatOrNull } from "../store/read_file.ts";
import { chainLink, parseEventLine } from "./event_line.ts";
import { readBase, readBounds } from "./load_log.ts";
import { scanSession } from "./scan_session.ts";

/** How far a log is whole. */
export interface LogCut {
  /** Of the last event before the cut; 0 without one. */
  readonly seq: number;
  /** Chain link of that event, else of `base.json`. */
  readonly head: string;
  /** In bytes. */
  readonly length: number;
  /** When that event happened, as it says; null without one. */
  readonly timestamp: string | null;
  /** Whether more follows that is no torn tail: the log is damaged there. */
  readonly damaged: boolean;
}

/** How much of the end of a log is looked at first; a group is nearly always shorter. */
const END_LENGTH = 65_536;

const NEWLINE = 10;

/**
 * Finds the end of the last whole group of a log, without reading all of it where that can be helped.
 * Reads only.
 *
 * @throws `session.unreadable`, `home.unsafe`, `file.unreadable`
 */
export function cutLog(home: string, id: string): LogCut {
  const bounds = readBounds(home, id);
  const path = `${home}/${sessionFile(id, "log.jsonl")}`;
  const size = lstatOrNull(path)?.size ?? 0;
  const length = Math.min(size, bounds.suspectEnd ?? size);
  return cutAtEnd(path, length) ?? cutByScan(home, id);
}

/** Null when the last line that has an end cannot be one that was appended. */
function cutAtEnd(path: string, length: number): LogCut | null {
  for (let most = END_LENGTH; length > 0; most *= 2) {
    const end = readEnd(path, length, most);
    const last = end.lastIndexOf(NEWLINE);
    const before = last < 1 ? -1 : end.lastIndexOf(NEWLINE, last - 1);
    if (before === -1 && end.length < length) continue;
    if (last === -1) return null;
    const line = end.subarray(before + 1, last);
    const parsed = parseEventLine(new TextDecoder().decode(line));
    if (parsed.kind !== "event") return null;
    const { seq, timestamp, group: [index, size] = [1, 1] } = parsed.event;
    const start = length - end.length + before + 1;
    // A group that is not all there does not count, so the line before it is the last.
    if (index < size) return cutAtEnd(path, start);
    const cut = start + line.length + 1;
    return { seq, head: chainLink(line), length: cut, timestamp, damaged: false };
  }
  return null;
}

function cutByScan(home: string, id: string): LogCut {
  let timestamp: string | null = null;
  const { link } = readBase(home, id);
  const scanned = scanSession(home, id, link, readBounds(home, id), (event) => {
    timestamp = event.timestamp;
  });
  const { position: { seq, head, to }, tail } = scanned;
  return { seq, head, length: to, timestamp, damaged: tail.kind === "damaged" };
}
