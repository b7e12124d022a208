import { HOUSE } from "../../repo/layout.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes = "lock.busy" | "lock.unsupported" | "journal.refused" | "io";

/** Failures of disk, locks and programs. */
export const STORE_FAILURES: FailureTexts<Codes> = {
  "lock.busy": ({ path, holder, seconds }) => ({
    exit: EXIT.busy,
    message: `Cannot get the lock within ${seconds} ${
      seconds === 1 ? "second" : "seconds"
    }: somebody else is at work`,
    details: [
      `Lock: ${escapeLine(path)}`,
      ...(holder === null ? [] : [`Probable holder: ${escapeLine(holder)}`]),
      "Try again; ORCHESTRATOR_LOCK_TIMEOUT sets how many seconds to wait",
    ],
    fix: ["orchestrator status"],
  }),
  "lock.unsupported": ({ path, filesystem }) => ({
    exit: EXIT.unavailable,
    message: `Cannot lock "${escapeLine(path)}": the file system has no locks: ${
      escapeLine(filesystem)
    }`,
    details: ["If only one process works here, locks can be left out"],
    fix: ["export ORCHESTRATOR_LOCK=none"],
  }),
  "journal.refused": ({ operation, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot finish the interrupted operation "${escapeLine(operation)}": ${
      escapeLine(problem)
    }`,
    details: ["Nothing was moved"],
    fix: [`orchestrator doctor --fix${root}`],
  }),
  "io": ({ action, path, problem }) => ({
    exit: EXIT.io,
    message: `Cannot ${action} "${escapeLine(path)}": ${escapeLine(problem)}`,
    fix: [`${isForbidden(problem) ? "ls -ld" : "df"} ${quoteWord(lastingPart(path))}`],
  }),
};

/** Whether it is rights that are missing, and not room. */
function isForbidden(problem: string): boolean {
  return /permission denied|not permitted/i.test(problem);
}

/** What could not be written may be gone by the time that somebody reads this; its directory is not. */
function lastingPart(path: string): string {
  const house = path.indexOf(`/${HOUSE}/`);
  return path.slice(0, house > 0 ? house : path.lastIndexOf("/")) || "/";
}
