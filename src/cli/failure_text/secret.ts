import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";
import { missingText, setCommand } from "../secrets/missing_text.ts";
import { vaultWords } from "../secrets/vault_words.ts";
import { reasonText, unusableText } from "../secrets/source_words.ts";

type Codes =
  | "secret.name_invalid"
  | "secret.not_found"
  | "secret.not_in_vault"
  | "secret.nothing_kept"
  | "secret.no_value"
  | "secret.too_large"
  | "secret.hidden"
  | "secret.unreadable"
  | "secret.variables_meet"
  | "secret.no_variable"
  | "secret.not_text"
  | "secret.import_failed"
  | "start.secrets_missing"
  | "program.not_found"
  | "program.not_runnable"
  | "program.too_long";

/** Failures of single secrets. */
export const SECRET_FAILURES: FailureTexts<Codes> = {
  "secret.name_invalid": ({ name, problem }) => ({
    exit: EXIT.usage,
    message: problem === "shape"
      ? `Cannot use "${escapeLine(name)}" as the name of a secret: it is no name of a variable`
      : `Cannot use "${escapeLine(name)}" as the name of a secret: it decides what programs do`,
    details: problem === "shape"
      ? ["A name has letters, digits and _, no digit first; groups stand before it: team/NAME"]
      : [],
    fix: ["orchestrator help secrets set"],
  }),
  "secret.not_found": ({ name, unusable }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot find the secret ${escapeLine(name)}: no source has it`,
    details: unusable.map((source) => `Not asked: ${unusableText(source)}`),
    fix: [
      `orchestrator secrets set ${quoteWord(name)}${root}`,
      `orchestrator secrets source ${quoteWord(name)}${root}`,
    ],
  }),
  "secret.not_in_vault": ({ name, scope }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot find the secret ${escapeLine(name)}: it is ${
      scope === null ? "in neither vault" : `not in ${vaultWords(scope)}`
    }`,
    fix: [`orchestrator secrets list${root}`],
  }),
  "secret.nothing_kept": ({ name }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot restore ${escapeLine(name)}: no value that it had before is kept`,
    fix: [`orchestrator secrets list${root}`],
  }),
  "start.secrets_missing": ({ missing }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot start: ${
      missing.length === 1 ? "a secret is missing" : `${missing.length} secrets are missing`
    } that the workflow declares`,
    details: missing.map((secret) => missingText(secret, root)),
    fix: missing.slice(0, 3).map(({ name }) => setCommand(name, root)),
  }),
  "secret.no_value": ({ name }, { root }) => ({
    exit: EXIT.usage,
    message: `Cannot set ${escapeLine(name)}: the value is empty`,
    fix: [`orchestrator secrets set ${quoteWord(name)} --from-file FILE${root}`],
  }),
  "secret.too_large": ({ name, limit }) => ({
    exit: EXIT.data,
    message: `Cannot set ${escapeLine(name)}: the value has more than ${limit} bytes`,
    fix: ["orchestrator help secrets set"],
  }),
  "secret.hidden": ({ name }, { root }) => ({
    exit: EXIT.usage,
    message: `Cannot show ${escapeLine(name)} on a terminal unless you say so`,
    fix: [`orchestrator secrets get ${quoteWord(name)} --reveal${root}`],
  }),
  "secret.unreadable": ({ name, scope, path, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot read the secret ${escapeLine(name)}: ${escapeLine(problem)}`,
    details: [`Its file is ${escapeLine(path)}`, "No other secret is touched by this"],
    fix: [
      `orchestrator secrets set ${quoteWord(name)}${scope === "user" ? " --user" : ""}${root}`,
      `orchestrator secrets doctor${root}`,
    ],
  }),
  "secret.variables_meet": ({ variable, names }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot run it: ${names.map(escapeLine).join(" and ")} would both be ${variable}`,
    fix: [`orchestrator secrets exec --only ${quoteWord(names[0] ?? "")}${root} -- COMMAND`],
  }),
  "secret.no_variable": ({ name }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot give ${escapeLine(name)} to a program: no variable can hold a binary value`,
    details: ["Leave it out with --only, and let the program read it from a pipe"],
    fix: [`orchestrator secrets get ${quoteWord(name)}${root}`],
  }),
  "secret.not_text": ({ name, format }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot write ${escapeLine(name)} as ${format}: its value is no text`,
    details: ["Leave it out with --only"],
    fix: [`orchestrator secrets get ${quoteWord(name)}${root}`],
  }),
  "secret.import_failed": ({ path, why, detail }) => ({
    exit: why === "no_program"
      ? EXIT.unavailable
      : why === "not_age_only"
      ? EXIT.notTrusted
      : EXIT.data,
    message: `Cannot take secrets from "${escapeLine(path)}": ${reasonText(why)}`,
    details: detail === "" ? [] : [escapeLine(detail)],
    fix: ["orchestrator help secrets import"],
  }),
  "program.not_found": ({ program }) => ({
    exit: EXIT.notFound,
    message: `Cannot run "${escapeLine(program)}": there is no such program on the search path`,
    details: ["No secret was opened for it"],
    fix: ["orchestrator help secrets exec"],
  }),
  "program.not_runnable": ({ program }) => ({
    exit: EXIT.notRunnable,
    message: `Cannot run "${escapeLine(program)}": the system refuses to start it`,
    fix: [`ls -l ${quoteWord(program)}`],
  }),
  "program.too_long": ({ program, longest }) => ({
    exit: EXIT.notRunnable,
    message: `Cannot run "${
      escapeLine(program)
    }": its words and variables are longer than the system takes`,
    details: longest === null ? [] : [
      `The longest secret is ${longest.name}, ${longest.bytes} bytes; Linux takes 131 071 of one variable`,
      "Leave it out with --only, and let the program read it from a pipe",
    ],
    fix: [
      longest === null
        ? "orchestrator help secrets exec"
        : `orchestrator secrets get ${quoteWord(longest.name)}`,
    ],
  }),
};
