import { feedbackFile, stageDirectory } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import type { JournalFacts, Move } from "../store/journal.ts";

/** The two files of the feedback of a session, and their names in a stage. */
export const FEEDBACK_PARTS = ["process", "tool"] as const;

/** One of {@link FEEDBACK_PARTS}. */
export type FeedbackPart = (typeof FEEDBACK_PARTS)[number];

/** An entry is added to both files. Facts: `session`. */
export function feedbackMoves(stage: string, facts: JournalFacts): readonly Move[] | null {
  const session = facts["session"] ?? null;
  if (session === null || !isPathId(session)) {
    return null;
  }
  return FEEDBACK_PARTS.map((part) => ({
    from: `${stageDirectory(stage)}/${part}`,
    to: feedbackFile(session, part),
  }));
}
