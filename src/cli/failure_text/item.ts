import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

type Codes =
  | "item.not_found"
  | "item.other_phase"
  | "item.was_skipped"
  | "item.needs_approval"
  | "item.not_manual_gate"
  | "item.changed_meanwhile"
  | "skip.gate"
  | "skip.required"
  | "skip.not_skippable"
  | "skip.already"
  | "skip.reason_short"
  | "skip.reason_empty"
  | "evidence.unexpected"
  | "evidence.invalid"
  | "verification.command_invalid"
  | "verification.failed"
  | "verification.incomplete"
  | "verification.path_outside";

/** What another command may have done to an item while its check ran. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ["workflow", "the workflow ended"],
  ["phase", "the workflow went to another phase"],
  ["skipped", "it was skipped"],
  ["check", "its check became another one"],
  ["missing", "it was taken out of the workflow"],
]);

/** Failures about one item. */
export const ITEM_FAILURES: FailureTexts<Codes> = {
  "item.not_found": ({ item, phase, near }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot find item "${escapeLine(item)}" in phase "${escapeLine(phase)}"${
      near === null ? "" : `, did you mean "${escapeLine(near)}"?`
    }`,
    fix: [`orchestrator status${session}`],
  }),
  "item.other_phase": ({ item, phase, current }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot change item "${escapeLine(item)}": it belongs to phase "${
      escapeLine(phase)
    }", and the current phase is "${escapeLine(current)}"`,
    fix: [`orchestrator status${session}`],
  }),
  "item.was_skipped": ({ item }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot complete "${escapeLine(item)}": it was skipped`,
    fix: [`orchestrator status${session}`],
  }),
  "item.needs_approval": ({ item, session: named }, { root, session }) => ({
    exit: EXIT.refused,
    message: `Cannot complete "${escapeLine(item)}": it is a manual gate and needs an approval`,
    fix: [
      approve(item, named === null || session !== root ? session : `${root} --session ${named}`),
    ],
  }),
  "item.not_manual_gate": ({ item }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot approve "${escapeLine(item)}": it is not a manual gate`,
    fix: [complete(item, session)],
  }),
  "item.changed_meanwhile": ({ item, change }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot complete "${escapeLine(item)}": while its check ran, ${
      CHANGES.get(change) ?? "it changed"
    }`,
    details: ["The result of the check is in the log"],
    fix: [`orchestrator status${session}`],
  }),
  "skip.gate": ({ item, approval }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot skip "${escapeLine(item)}": it is a gate`,
    details: ["A gate is skipped only with --force and a reason of at least 50 characters"],
    fix: [close(item, approval, session)],
  }),
  "skip.required": ({ item, approval }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot skip "${escapeLine(item)}": it is a required step`,
    fix: [close(item, approval, session)],
  }),
  "skip.not_skippable": ({ item, approval }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot skip "${escapeLine(item)}": the workflow says that it is not skippable`,
    fix: [close(item, approval, session)],
  }),
  "skip.already": ({ item, status }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot skip "${escapeLine(item)}": it is already ${status}`,
    fix: [`orchestrator status${session}`],
  }),
  "skip.reason_short": ({ item, length, least }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot skip "${escapeLine(item)}": the reason has ${length} ${
      length === 1 ? "character" : "characters"
    }, at least ${least} are needed`,
    fix: [skip(item, session)],
  }),
  "skip.reason_empty": ({ item, reason }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot skip "${escapeLine(item)}": "${escapeLine(reason)}" does not say why`,
    fix: [skip(item, session)],
  }),
  "evidence.unexpected": ({ item }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot take evidence for "${escapeLine(item)}": it names no evidence schema`,
    fix: [complete(item, session)],
  }),
  "evidence.invalid": ({ item, schema, problems }) => ({
    exit: EXIT.refused,
    message: `Cannot complete "${escapeLine(item)}": the evidence does not fit ${
      escapeLine(schema)
    }`,
    details: problems.map(escapeLine),
    fix: ["orchestrator help complete"],
  }),
  "verification.command_invalid": ({ item, command, problem }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot run the check of "${escapeLine(item)}": the command "${escapeLine(command)}" ${
      problem === "empty" ? "is empty" : "has unbalanced quotes"
    }`,
    fix: [`orchestrator trust show${session}`],
  }),
  "verification.failed": ({ item, problem }, { session }) => {
    const [first = "", ...rest] = problem.trimEnd().split("\n");
    return {
      exit: EXIT.refused,
      message: `Cannot complete "${escapeLine(item)}": ${escapeLine(first)}`,
      details: rest.map(escapeLine),
      fix: [
        `orchestrator complete ${quoteWord(item)} --notes "<what you did>"${session}`,
        `orchestrator log --limit 5${session}`,
      ],
    };
  },
  "verification.incomplete": ({ item, missing }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot check "${escapeLine(item)}": its verification has no ${missing}`,
    fix: [`orchestrator complete ${quoteWord(item)} --skip-verify${session}`],
  }),
  "verification.path_outside": ({ item, path }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot check "${escapeLine(item)}": "${escapeLine(path)}" lies outside of the tree`,
    fix: [`orchestrator status${session}`],
  }),
};

function complete(item: string, session: string): string {
  return `orchestrator complete ${quoteWord(item)}${session}`;
}

/** What an item asks for that is not to be skipped. */
function close(item: string, approval: boolean, session: string): string {
  return approval ? approve(item, session) : complete(item, session);
}

function approve(item: string, session: string): string {
  return `orchestrator approve-item ${quoteWord(item)}${session}`;
}

function skip(item: string, session: string): string {
  return `orchestrator skip ${quoteWord(item)} --reason "<why it is not needed>"${session}`;
}
