import { legacyMarked } from "../repo/marks.ts";
import type { Place } from "../repo/place.ts";
import type { Interrupted } from "../session/interrupted.ts";
import type { SessionView } from "../session/session_view.ts";
import { escapeLine } from "./escape.ts";
import { quoteWord } from "./line/quote_word.ts";
import { conditionText } from "./render/condition_text.ts";

/** What stderr says about a session beside the output: another tree, an unsound log. */
export function sessionNotes(place: Place, view: SessionView): readonly string[] {
  const tree = view.meta?.tree ?? null;
  const condition = conditionText(view.condition);
  return [
    ...(tree === place.worktree ? [] : [
      `note: session ${view.id} belongs to ${
        tree === null ? "the main checkout" : `the worktree "${escapeLine(tree)}"`
      }`,
    ]),
    ...(condition === null ? [] : [`warning: ${condition}`]),
    ...(view.cacheDropped
      ? [`note: git has moved the log of ${view.id}; its cache does not count`]
      : []),
  ];
}

/** What stderr says about how the place was found and what was cut off there. */
export function placeNotes(place: Place, interrupted: Interrupted | null): readonly string[] {
  const weak = place.ignoredWeakMark;
  return [
    ...(weak === null ? [] : [weakMarkNote(weak)]),
    ...(interrupted === null ? [] : [
      `note: a command (${escapeLine(interrupted.operation)}) was interrupted; shown is the state ${
        interrupted.committed ? "after" : "before"
      } it`,
    ]),
  ];
}

function weakMarkNote(path: string): string {
  const note = `note: ${escapeLine(path)} is nearer, but not in use`;
  const directory = legacyMarked(path);
  return directory === null
    ? note
    : `${note}; orchestrator import-legacy ${
      quoteWord(directory)
    } takes it over, as far as it is not here yet`;
}
