import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

/** Failures of the block in `AGENTS.md` and `CLAUDE.md`. */
export const AGENTS_FAILURES: FailureTexts<"agents.damaged" | "agents.not_text"> = {
  "agents.damaged": ({ path, line, problem }) => ({
    exit: EXIT.data,
    message: `Cannot find the block in "${escapeLine(path)}": line ${line} is ${problem}`,
    details: [
      'A block is between the lines "<!-- orchestrator:begin -->" and "<!-- orchestrator:end -->"',
      "Mend or remove these lines, then run the same command again",
    ],
    fix: [`grep -n '^<!-- orchestrator:' ${quoteWord(path)}`],
  }),
  "agents.not_text": ({ path }) => ({
    exit: EXIT.data,
    message: `Cannot change "${escapeLine(path)}": it is not UTF-8 text`,
    fix: [`file ${quoteWord(path)}`],
  }),
};
