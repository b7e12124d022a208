import { LAYOUT, sessionFile } from "../repo/layout.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { replaceFile } from "../store/replace_file.ts";
import type { Fold } from "../workflow/fold.ts";
import type { Decided } from "./prepare_record.ts";
import { record, type Recorded } from "./record.ts";
import type { Writer } from "./writer.ts";

/**
 * Ends a session by what `decide` returns and leaves its summary in `summary.md`. The summary can be
 * made again from the events, so that a failure to write it is a notice.
 */
export async function finishSession(
  writer: Writer,
  id: string,
  decide: (fold: Fold) => Decided,
  summary: (recorded: Recorded) => string,
): Promise<Recorded> {
  const recorded = await record(writer, id, decide, { refreshCache: true });
  const text = scrubText(summary(recorded), await writer.knownValues());
  const bytes = new TextEncoder().encode(text);
  try {
    replaceFile(writer.place.home, LAYOUT.tmp, sessionFile(id, "summary.md"), bytes);
  } catch (error) {
    if (!(error instanceof OrchestratorError)) {
      throw error;
    }
    writer.notice({
      kind: "summary_not_written",
      session: id,
      problem: problemOfFailure(error.failure),
    });
  }
  return recorded;
}
