import { LAYOUT, sessionFile } from "../repo/layout.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { replaceFile } from "../store/replace_file.ts";
import type { Fold } from "../workflow/fold.ts";
import type { LogPosition } from "./scan_log.ts";
import { formatStateCache } from "./state_cache.ts";
import type { Writer } from "./writer.ts";

/**
 * Writes `state.json` anew. The caller holds the session lock. The events are durable already, so a
 * failure is a notice and not an error.
 */
export function refreshCache(writer: Writer, id: string, fold: Fold, position: LogPosition): void {
  try {
    writeCache(writer.place.home, id, fold, position);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    writer.notice({
      kind: "cache_not_written",
      session: id,
      problem: problemOfFailure(error.failure),
    });
  }
}

/** Writes `state.json` anew; throws `io`, `file.not_created`, `home.unsafe`. */
export function writeCache(home: string, id: string, fold: Fold, position: LogPosition): void {
  const bytes = new TextEncoder().encode(formatStateCache(fold, position));
  replaceFile(home, LAYOUT.tmp, sessionFile(id, "state.json"), bytes);
}
