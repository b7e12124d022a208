import type { Failures } from "../../store/failure.ts";
import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "checkpoint.not_found"
  | "checkpoint.ambiguous"
  | "checkpoint.unreadable"
  | "checkpoint.other_workflow"
  | "checkpoint.no_state"
  | "confirm.needed"
  | "reload.refused";

/** Most changes that a refusal lists. */
const SHOWN = 40;

/** Why a file is no checkpoint, for messages and lists. */
export const CHECKPOINT_PROBLEMS: Readonly<
  Record<Failures["checkpoint.unreadable"]["problem"], string>
> = {
  not_json: "it is not JSON",
  not_a_checkpoint: "it is JSON, but no checkpoint",
  not_a_file: "it is no regular file",
  too_large: "it is too large",
};

const STATE_PROBLEMS: Readonly<Record<Failures["checkpoint.no_state"]["problem"], string>> = {
  missing: "it holds no state",
  not_a_state: "what it holds is no state of a workflow",
  not_active: "its workflow had ended by then",
};

/** Failures about checkpoints and about what has to be confirmed. */
export const CHECKPOINT_FAILURES: FailureTexts<Codes> = {
  "checkpoint.not_found": ({ checkpoint, session: id }, { session }) => ({
    exit: EXIT.noInput,
    message: `Cannot find checkpoint "${escapeLine(checkpoint)}" in session ${escapeLine(id)}`,
    fix: [`orchestrator checkpoints --all${session}`],
  }),
  "checkpoint.ambiguous": ({ wanted, matches }, { session }) => ({
    exit: EXIT.noInput,
    message: `Cannot choose a checkpoint: "${escapeLine(wanted)}" fits ${matches.length} of them`,
    fix: matches.slice(0, 3).map((id) => `orchestrator checkpoint show ${id}${session}`),
  }),
  "checkpoint.unreadable": ({ checkpoint, path, problem, begins }, { session }) => ({
    exit: EXIT.data,
    message: `Cannot read checkpoint "${escapeLine(checkpoint)}": ${CHECKPOINT_PROBLEMS[problem]}`,
    details: [
      `File: ${escapeLine(path)}`,
      ...(begins === "" ? [] : [`It begins: ${escapeLine(begins)}`]),
    ],
    fix: [`orchestrator checkpoints --all${session}`],
  }),
  "checkpoint.other_workflow": ({ checkpoint, workflow, wanted }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot use checkpoint "${escapeLine(checkpoint)}": it is of another workflow`,
    details: [`It is of ${escapeLine(workflow)}, this session is ${escapeLine(wanted)}`],
    fix: [`orchestrator checkpoints${session}`],
  }),
  "checkpoint.no_state": ({ checkpoint, problem }, { session }) => ({
    exit: EXIT.data,
    message: `Cannot restore checkpoint "${escapeLine(checkpoint)}": ${STATE_PROBLEMS[problem]}`,
    fix: [`orchestrator checkpoints${session}`],
  }),
  "confirm.needed": ({ what, command, changes }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot ${what} without being asked: there is no terminal to ask on, and no "--yes"`,
    details: [
      ...changes.slice(0, SHOWN).map(escapeLine),
      ...(changes.length > SHOWN ? [`and ${changes.length - SHOWN} more`] : []),
    ],
    fix: [`${command}${session}`],
  }),
  "reload.refused": ({ path, problems }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot take over "${escapeLine(path)}": it does not fit what is done`,
    details: problems.map(problemText),
    fix: [`orchestrator validate ${quoteWord(path)}`, `orchestrator status${session}`],
  }),
};

function problemText(
  { kind, phase, item = "" }: Failures["reload.refused"]["problems"][number],
): string {
  const where = escapeLine(phase);
  const what = escapeLine(item);
  switch (kind) {
    case "phase_missing":
      return `Phase ${where} has started and is missing`;
    case "phase_moved":
      return `Phase ${where} has started: it has to stand where it stood, with no new phase before it`;
    case "item_missing":
      return `Item ${what} of phase ${where} is done and is missing`;
    case "item_moved":
      return `Item ${what} is done and has to stay in phase ${where}`;
    default:
      return `Item ${what} is new, but phase ${where} has ended: put it into a later phase`;
  }
}
