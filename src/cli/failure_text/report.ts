import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes = "feedback.cannot_ask" | "file.changed" | "generated.not_ours";

/** Failures of the files that reports are written to. */
export const REPORT_FAILURES: FailureTexts<Codes> = {
  "feedback.cannot_ask": (_, { session }) => ({
    exit: EXIT.usage,
    message: "Cannot ask for feedback: nobody sits at a terminal, or nothing may be asked",
    details: ["--auto takes what the session itself says, and asks nothing"],
    fix: [`orchestrator feedback capture --auto${session}`],
  }),
  "file.changed": ({ path }) => ({
    exit: EXIT.busy,
    message: `Cannot write "${escapeLine(path)}": somebody else has just changed it`,
    details: ["Nothing was written; run the same command again"],
    fix: [`ls -l ${quoteWord(path)}`],
  }),
  "generated.not_ours": ({ path }, { session }) => ({
    exit: EXIT.cannotCreate,
    message: `Cannot write "${escapeLine(path)}": generate-md did not write what is there, ` +
      "or somebody has changed it since",
    details: ["It is kept; move it away, or print to another file"],
    fix: [
      `orchestrator generate-md --stdout${session}`,
      `mv -n ${quoteWord(path)} ${quoteWord(`${path}.kept`)}`,
    ],
  }),
};
