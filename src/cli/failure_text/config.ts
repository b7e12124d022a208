import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { problemText } from "../problem_text.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "config.invalid"
  | "config.unreadable"
  | "config.unknown_key"
  | "config.user_only"
  | "config.no_directory"
  | "config.edit_refused";

/** Failures of the configuration. */
export const CONFIG_FAILURES: FailureTexts<Codes> = {
  "config.invalid": ({ key, origin, value, expected }, { root }) => ({
    exit: EXIT.config,
    message: `Cannot use the value of "${escapeLine(key)}" from ${escapeLine(origin)}: ` +
      `"${escapeLine(value)}" is not ${expected}`,
    fix: origin.startsWith("env:")
      ? [`unset ${escapeLine(origin.slice(4))}`]
      : [`orchestrator config why ${quoteWord(key)}${root}`],
  }),
  "config.unreadable": ({ path, problems }) => ({
    exit: EXIT.config,
    message: `Cannot read the configuration: ${escapeLine(path)}${placeOf(problems)}`,
    details: problems.map((problem) => escapeLine(problemText(problem))),
    fix: [`cat -n ${quoteWord(path)}`],
  }),
  "config.unknown_key": ({ key, near }) => ({
    exit: EXIT.usage,
    message: `Cannot find the key "${escapeLine(key)}"${
      near === null ? "" : `, did you mean "${near}"?`
    }`,
    fix: [near === null ? "orchestrator config keys" : `orchestrator config why ${near}`],
  }),
  "config.user_only": ({ key }) => ({
    exit: EXIT.refused,
    message: `Cannot set "${key}" in the repository: only the user's file may have it`,
    fix: [`orchestrator config set ${key} "<value>" --user`],
  }),
  "config.no_directory": () => ({
    exit: EXIT.cannotCreate,
    message:
      "Cannot find your configuration: there is no directory for it, because HOME is not set",
    fix: ['export XDG_CONFIG_HOME="<directory>"'],
  }),
  "config.edit_refused": ({ path, key, line }) => ({
    exit: EXIT.refused,
    message: `Cannot change "${escapeLine(key)}" in "${escapeLine(path)}" without changing more: ` +
      `see line ${line}`,
    details: ["An anchor, an alias or an unusual layout is in the way; edit the file by hand"],
    fix: [`cat -n ${quoteWord(path)}`],
  }),
};

function placeOf([first]: readonly { line: number | null; column: number | null }[]): string {
  return first === undefined || first.line === null ? "" : `:${first.line}:${first.column ?? 1}`;
}
