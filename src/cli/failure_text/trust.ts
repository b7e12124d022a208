import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "trust.not_granted"
  | "trust.state_unsafe"
  | "trust.no_state"
  | "trust.no_such_grant"
  | "trust.name_invalid"
  | "trust.pin_differs";

/** Failures of trust. */
export const TRUST_FAILURES: FailureTexts<Codes> = {
  "trust.not_granted": ({ commands, hash, changes }, { session }) => ({
    exit: EXIT.notTrusted,
    message: "Cannot run commands of this workflow: nobody has granted them here",
    details: [
      ...commands.map((command) => `Command: ${escapeLine(command)}`),
      `List: ${hash}`,
      ...(changes.length === 0 ? [] : ["Changed since the last grant:"]),
      ...changes.map((change) => `  ${escapeLine(change)}`),
    ],
    fix: [`orchestrator trust grant${session}`, `orchestrator trust show${session}`],
  }),
  "trust.state_unsafe": ({ path, problem }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot keep grants in "${escapeLine(path)}": ${escapeLine(problem)}`,
    fix: [`ls -ld ${quoteWord(path)}`],
  }),
  "trust.no_state": () => ({
    exit: EXIT.cannotCreate,
    message: "Cannot keep grants: there is no state directory, because HOME is not set",
    fix: ['export XDG_STATE_HOME="<directory>"'],
  }),
  "trust.no_such_grant": ({ wanted }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot revoke "${escapeLine(wanted)}": nothing of that name is granted here`,
    details: ["A list is named by the first digits of its hash, at least 8"],
    fix: [`orchestrator trust list${root}`],
  }),
  "trust.name_invalid": ({ name }) => ({
    exit: EXIT.usage,
    message: `Cannot take approvals from "${escapeLine(name)}": that is not a name`,
    details: [
      "A name has 1 to 64 letters, digits and . _ @ + -, and is none of human, agent, system",
    ],
    fix: ["orchestrator help trust approve-from"],
  }),
  "trust.pin_differs": ({ wanted, found }, { session }) => ({
    exit: EXIT.notTrusted,
    message: "Cannot run commands of this workflow: ORCHESTRATOR_TRUST names another list",
    details: [`It names ${escapeLine(wanted)}, the list is ${found}`],
    fix: [`orchestrator trust show${session}`],
  }),
};
