import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../quote_word.ts";

type Codes = "trust.not_granted" | "trust.state_unsafe" | "trust.pin_differs";

/** Failures of trust. */
export const TRUST_FAILURES: FailureTexts<Codes> = {
  "trust.not_granted": ({ commands, hash }, { session }) => ({
    exit: EXIT.notTrusted,
    message: "Cannot run commands of this workflow: nobody has granted them here",
    details: [...commands.map((command) => `Command: ${escapeLine(command)}`), `List: ${hash}`],
    fix: [`orchestrator trust grant${session}`, `orchestrator trust show${session}`],
  }),
  "trust.state_unsafe": ({ path, problem }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot keep grants in "${escapeLine(path)}": ${escapeLine(problem)}`,
    fix: [`ls -ld ${quoteWord(path)}`],
  }),
  "trust.pin_differs": ({ wanted, found }, { session }) => ({
    exit: EXIT.notTrusted,
    message: "Cannot run commands of this workflow: ORCHESTRATOR_TRUST names another list",
    details: [`It names ${escapeLine(wanted)}, the list is ${found}`],
    fix: [`orchestrator trust show${session}`],
  }),
};
