import { feedbackFile } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import type { OperationTable } from "../store/journal.ts";
import { readRegular } from "../store/read_file.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../workflow/json.ts";
import { knownSessions } from "./known_sessions.ts";
import { FEEDBACK_PARTS, type FeedbackPart } from "./feedback_operation.ts";

/** One entry: its two lines, paired by session and time; null where a part is missing. */
export interface FeedbackEntry {
  readonly session: string;
  readonly timestamp: string;
  readonly tool: JsonObject | null;
  readonly process: JsonObject | null;
}

/** The feedback of all sessions of a home. */
export interface HomeFeedback {
  /** Oldest first. */
  readonly entries: readonly FeedbackEntry[];
  /** Lines that are no entries. */
  readonly skippedLines: number;
  readonly unreadable: readonly { readonly session: string; readonly problem: string }[];
}

/**
 * Reads the feedback of all sessions, through an interrupted operation if there is one.
 *
 * @throws `journal.refused`, `home.unsafe` for the house itself.
 */
export function readFeedback(place: Place, operations: OperationTable): HomeFeedback {
  const known = knownSessions(place, operations);
  const entries = new Map<string, { -readonly [K in keyof FeedbackEntry]: FeedbackEntry[K] }>();
  const unreadable: { session: string; problem: string }[] = [];
  let skippedLines = 0;
  const read = (session: string, part: FeedbackPart): void => {
    const relative = feedbackFile(session, part);
    const staged = known.interrupted?.overlay.get(relative);
    const bytes = (staged === undefined ? null : readRegular(`${place.home}/${staged}`)) ??
      readRegular(`${place.home}/${relative}`);
    // Two entries may have been made in the same moment.
    const times = new Map<string, number>();
    for (const line of new TextDecoder().decode(bytes ?? new Uint8Array()).split("\n")) {
      if (line.trim() === "") continue;
      const value = parse(line);
      const timestamp = value?.["timestamp"];
      if (value === null || typeof timestamp !== "string") {
        skippedLines++;
        continue;
      }
      const nth = (times.get(timestamp) ?? 0) + 1;
      times.set(timestamp, nth);
      const key = `${session} ${timestamp} ${nth}`;
      const entry = entries.get(key) ?? { session, timestamp, tool: null, process: null };
      entry[part] = value;
      entries.set(key, entry);
    }
  };
  for (const session of known.ids) {
    try {
      for (const part of FEEDBACK_PARTS) read(session, part);
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      unreadable.push({ session, problem: problemOfFailure(error.failure) });
    }
  }
  const sorted = [...entries.values()].sort((a, b) => a.timestamp < b.timestamp ? -1 : 1);
  return { entries: sorted, skippedLines, unreadable };
}

function parse(line: string): JsonObject | null {
  try {
    const value: JsonValue = JSON.parse(line);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
