import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes = "quarantine.not_found" | "quarantine.invalid";

/** Most names that a message shows. */
const SHOWN = 10;

const PROBLEMS = {
  no_record: "the note beside it does not say where it came from",
  changed: "its bytes are not those that were set aside",
  part: "it is a part of a log that never counted, and no file of its own",
} as const;

/** Failures of bringing back what was set aside. */
export const QUARANTINE_FAILURES: FailureTexts<Codes> = {
  "quarantine.not_found": ({ wanted, known }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot find "${escapeLine(wanted)}" in the quarantine`,
    details: [
      known.length === 0
        ? "The quarantine is empty"
        : `In the quarantine: ${known.slice(0, SHOWN).map(escapeLine).join(", ")}${
          known.length > SHOWN ? ` and ${known.length - SHOWN} more` : ""
        }`,
    ],
    fix: [`orchestrator doctor --only quarantine --verbose${root}`],
  }),
  "quarantine.invalid": ({ id, path, problem }) => ({
    exit: EXIT.data,
    message: `Cannot restore "${escapeLine(id)}": ${PROBLEMS[problem]}`,
    details: [`Nothing was changed; it lies in ${escapeLine(path)}`],
    fix: [`cat -v ${quoteWord(path)}`],
  }),
};
