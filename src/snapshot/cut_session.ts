import { HOUSE, SESSION_FILES, sessionDirectory } from "../repo/layout.ts";
import { cutLog } from "../session/cut_log.ts";
import { readSessionMeta } from "../session/session_meta.ts";
import { readEnd } from "../store/file_blocks.ts";
import type { ManifestSession } from "./manifest.ts";
import { type FoundFile, walkFiles } from "./walk_files.ts";

/** What of a session goes into a snapshot. */
export interface CutSession extends ManifestSession {
  /** The absolute `.orchestrator/` that it is read from. */
  readonly house: string;
  /** By their names relative to that. */
  readonly files: readonly FoundFile[];
  /** When its last event happened, in seconds since 1970. */
  readonly mtime: number;
  /** Its log is damaged after the cut. */
  readonly damaged: boolean;
}

const WHOLE = [SESSION_FILES.meta, SESSION_FILES.base, SESSION_FILES.history, "checkpoints"];
const TOOL_FEEDBACK = "feedback/tool.jsonl";
const PROCESS_FEEDBACK = "feedback/process.jsonl";

/** A line of feedback is much shorter. */
const LONGEST_LINE = 1_048_576;

/** Looks at a session and cuts its log at the last whole group. */
export function cutSession(
  { home, private: isPrivate }: { readonly home: string; readonly private: boolean },
  id: string,
  skip: (name: string) => void,
): CutSession {
  const house = `${home}/${HOUSE}`;
  const directory = sessionDirectory(id).slice(HOUSE.length + 1);
  // First: whatever is named in an event was written before it.
  const cut = cutLog(home, id);
  const walk = (path: string) => [...walkFiles(house, `${directory}/${path}`, skip)];
  const feedback = [TOOL_FEEDBACK, ...(isPrivate ? [PROCESS_FEEDBACK] : [])];
  const logs = walk(SESSION_FILES.log).map((file) => ({
    ...file,
    size: cut.length,
    grows: true as const,
  }));
  return {
    id,
    house,
    seq: cut.seq,
    head: cut.head,
    log: cut.length,
    files: [
      ...WHOLE.flatMap(walk),
      ...logs,
      ...feedback.flatMap(walk).map((file) => cutAtLine(house, file)),
    ],
    mtime: secondsOf(cut.timestamp ?? readSessionMeta(home, id)?.created_at ?? ""),
    damaged: cut.damaged,
  };
}

/** Somebody may be in the middle of appending a line. */
function cutAtLine(house: string, { name, size }: FoundFile): FoundFile {
  const end = readEnd(`${house}/${name}`, size, LONGEST_LINE);
  return { name, size: size - end.length + end.lastIndexOf(0x0a) + 1, grows: true };
}

function secondsOf(timestamp: string): number {
  const milliseconds = Date.parse(timestamp);
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, Math.floor(milliseconds / 1000));
}
