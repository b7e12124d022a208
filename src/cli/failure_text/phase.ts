import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "phase.not_found"
  | "phase.blocked"
  | "finish.incomplete"
  | "finish.reviews_missing"
  | "finish.already";

/** Failures about a phase or the end of a workflow. */
export const PHASE_FAILURES: FailureTexts<Codes> = {
  "phase.not_found": ({ phase, known }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot find phase "${escapeLine(phase)}"`,
    details: [`Phases: ${known.map(escapeLine).join(", ")}`],
    fix: [`orchestrator status${session}`],
  }),
  "phase.blocked": ({ phase, blockers }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot advance to next phase: phase "${escapeLine(phase)}" is not done`,
    details: blockers.map((blocker) => `Blocker: ${escapeLine(blocker)}`),
    fix: [`orchestrator status${session}`],
  }),
  "finish.incomplete": ({ phase, blockers }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot finish: phase "${escapeLine(phase)}" has incomplete items`,
    details: blockers.map((blocker) => `Blocker: ${escapeLine(blocker)}`),
    fix: [`orchestrator status${session}`],
  }),
  "finish.reviews_missing": ({ reviews }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot finish: ${reviews.length} required ${
      reviews.length === 1 ? "review is" : "reviews are"
    } missing`,
    details: reviews.map((review) => `Missing: ${escapeLine(review)}`),
    fix: [
      ...reviews.slice(0, 1).map((review) =>
        `orchestrator complete ${quoteWord(`${review}_review`)}${session}`
      ),
      `orchestrator finish --skip-review-check --reason "<why>"${session}`,
    ],
  }),
  "finish.already": ({ status }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot finish: the workflow is already ${status}`,
    fix: [`orchestrator start "<task>"${root}`],
  }),
};
