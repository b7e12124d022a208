import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "init.template_not_found"
  | "init.template_refused"
  | "init.template_not_fetched"
  | "gitignore.not_ours";

/** Failures of templates and of what git may have of the house. */
export const INIT_FAILURES: FailureTexts<Codes> = {
  "init.template_not_found": ({ wanted, known }) => ({
    exit: EXIT.noInput,
    message: `Cannot find the template "${escapeLine(wanted)}": it is no file, and none of ${
      known.join(", ")
    }`,
    fix: ["orchestrator init --list-templates"],
  }),
  "init.template_refused": ({ source, problem }) => ({
    exit: EXIT.data,
    message: `Cannot use the template "${escapeLine(source)}": ${escapeLine(problem)}`,
    details: ["Nothing was written"],
    fix: ["orchestrator init --list-templates"],
  }),
  "init.template_not_fetched": ({ source, url, problem }) => ({
    exit: EXIT.unavailable,
    message: `Cannot fetch the template "${escapeLine(source)}": ${escapeLine(problem)}`,
    fix: [`git ls-remote ${quoteWord(url)}`],
  }),
  "gitignore.not_ours": ({ path }) => ({
    exit: EXIT.refused,
    message: `Cannot change what git may have: "${escapeLine(path)}" is not one of ours`,
    details: ["It is kept as it is; with it out of the way the command makes a new one"],
    fix: [`mv ${quoteWord(path)} ${quoteWord(`${path}.mine`)}`],
  }),
};
