import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "session.not_ended"
  | "trash.not_found"
  | "trash.ambiguous"
  | "trash.invalid"
  | "trash.occupied"
  | "export.occupied"
  | "export.in_house";

/** Most entries of a list that a message shows. */
const SHOWN = 10;

/** Why a session is not, or cannot be known to be, at its end. */
const WHY = {
  active: "its workflow is active",
  damaged: "its log is damaged, so nobody knows whether it has ended",
  newer: "a newer version wrote it, so nobody knows whether it has ended",
  unreadable: "it cannot be read, so nobody knows whether it has ended",
  predecessor: "the predecessor made it, and it does not say that it has ended",
} as const;

/** Failures of deleting, of bringing back and of handing over to the predecessor. */
export const TRASH_FAILURES: FailureTexts<Codes> = {
  "session.not_ended": ({ session, why }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot delete session "${escapeLine(session)}": ${WHY[why]}`,
    details: ["With --force it goes to the trash all the same, from where it can be restored"],
    fix: [
      ...(why === "active"
        ? [`orchestrator finish --abandon --reason "<why>"${root} --session ${session}`]
        : why === "damaged"
        ? [`orchestrator doctor --fix${root}`]
        : []),
      `orchestrator session delete ${session} --force${root}`,
    ],
  }),
  "trash.not_found": ({ wanted, known }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot find "${escapeLine(wanted)}" in the trash`,
    details: known.length === 0 ? ["The trash is empty"] : [`In the trash: ${shown(known)}`],
    fix: [`orchestrator session list --trash${root}`],
  }),
  "trash.ambiguous": ({ wanted, matches }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot choose what to restore: "${
      escapeLine(wanted)
    }" fits ${matches.length} entries of the trash`,
    details: [`They are: ${shown(matches)}`],
    fix: matches.slice(0, 2).map((entry) =>
      `orchestrator session restore ${quoteWord(entry)}${root}`
    ),
  }),
  "trash.invalid": ({ entry, path, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot restore "${escapeLine(entry)}": ${problem}`,
    details: [`Nothing was moved; it lies in ${escapeLine(path)}`],
    fix: [`ls -lR ${quoteWord(path)}`, `orchestrator session list --trash${root}`],
  }),
  "trash.occupied": ({ entry, session, checkpoint }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot restore "${escapeLine(entry)}": ${
      checkpoint === null
        ? `there is a session "${session}" already`
        : `session "${session}" has a checkpoint "${checkpoint}" already`
    }`,
    details: [
      checkpoint === null
        ? "Delete the one that is here first; it goes to the trash too"
        : "Nothing was moved",
    ],
    fix: checkpoint === null
      ? [
        `orchestrator session show ${session}${root}`,
        `orchestrator session delete ${session}${root}`,
      ]
      : [`orchestrator session show ${session}${root}`],
  }),
  "export.occupied": ({ path, instead }) => ({
    exit: EXIT.cannotCreate,
    message: `Cannot write "${escapeLine(path)}": it exists, and it is kept`,
    details: ["--force replaces it and keeps a copy"],
    fix: [instead],
  }),
  "export.in_house": ({ path }, { session }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot write "${escapeLine(path)}": it is where sessions are kept`,
    details: ["In .orchestrator/ only state.json, which the predecessor reads, can be written"],
    fix: [`orchestrator session export-state .workflow_state.json${session}`],
  }),
};

function shown(entries: readonly string[]): string {
  const more = entries.length > SHOWN ? ` and ${entries.length - SHOWN} more` : "";
  return entries.slice(0, SHOWN).map(escapeLine).join(", ") + more;
}
