import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { problemText } from "../problem_text.ts";
import { quoteWord } from "../line/quote_word.ts";
import { isSnapshotFile } from "../snapshot/is_snapshot_file.ts";

type Codes =
  | "definition.not_found"
  | "definition.invalid"
  | "definition.no_phases"
  | "settings.invalid"
  | "settings.unsafe"
  | "template.not_text"
  | "template.unknown_setting"
  | "evidence.unreadable"
  | "file.not_found"
  | "file.unreadable"
  | "file.not_created"
  | "file.exists"
  | "init.restore_none";

/** Failures of files that users write, and of files in general. */
export const FILE_FAILURES: FailureTexts<Codes> = {
  "definition.not_found": ({ path }) => ({
    exit: EXIT.noInput,
    message: `Cannot find the workflow definition "${escapeLine(path)}"`,
    fix: ["orchestrator init"],
  }),
  "definition.invalid": ({ path, problems }) => ({
    exit: EXIT.refused,
    message: `Cannot use "${escapeLine(path)}": ${
      problems.length === 1 ? "it has a problem" : `it has ${problems.length} problems`
    }`,
    details: problems.map((problem) => escapeLine(problemText(problem))),
    fix: ["orchestrator help validate"],
  }),
  "definition.no_phases": ({ path }) => ({
    exit: EXIT.refused,
    message: `Cannot start with "${escapeLine(path)}": it has no phases`,
    fix: ["orchestrator help validate"],
  }),
  "settings.invalid": ({ path, problems }) => ({
    exit: EXIT.config,
    message: `Cannot use the settings in "${escapeLine(path)}"`,
    details: problems.map((problem) => escapeLine(problemText(problem))),
    fix: [`cat ${quoteWord(path)}`],
  }),
  "settings.unsafe": ({ setting, characters }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot put the setting "${escapeLine(setting)}" into a command: it contains ${
      escapeLine(characters)
    }`,
    details: [
      "Settings are put into command lines only without shell characters",
      "Write the line into the check of the item instead, or into a script; then start anew",
    ],
    fix: [`orchestrator trust show${session}`],
  }),
  "template.not_text": ({ item, names }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot build the check of "${escapeLine(item)}": ${
      quoted(names)
    } is a list or a mapping, not a text`,
    fix: [`orchestrator trust show${session}`],
  }),
  "template.unknown_setting": ({ item, names }, { session }) => ({
    exit: EXIT.refused,
    message: `Cannot build the check of "${escapeLine(item)}": there is no setting ${
      quoted(names)
    }`,
    details: [
      "Settings are pinned when a workflow starts: add it to workflow.yaml for the next one",
    ],
    fix: [`orchestrator complete ${quoteWord(item)} --skip-verify${session}`],
  }),
  "evidence.unreadable": ({ path, problem }) => ({
    exit: EXIT.data,
    message: `Cannot read the evidence from "${escapeLine(path)}": ${escapeLine(problem)}`,
    fix: ["orchestrator help complete"],
  }),
  "file.not_found": ({ path }) => ({
    exit: EXIT.noInput,
    message: `Cannot find "${escapeLine(path)}"`,
    fix: [
      isSnapshotFile(path)
        ? `orchestrator snapshot list ${quoteWord(path.replace(/[^/]*$/, "") || ".")}`
        : "orchestrator paths",
    ],
  }),
  "file.unreadable": ({ path, problem }) => ({
    exit: EXIT.noInput,
    message: `Cannot read "${escapeLine(path)}": ${escapeLine(problem)}`,
    fix: [`ls -ld ${quoteWord(path)}`],
  }),
  "file.not_created": ({ path, problem }) => ({
    exit: EXIT.cannotCreate,
    message: `Cannot create "${escapeLine(path)}": ${escapeLine(problem)}`,
    fix: ["orchestrator paths"],
  }),
  "file.exists": ({ path, force }, { root }) => ({
    exit: EXIT.cannotCreate,
    message: `Cannot write "${escapeLine(path)}": it exists, and it is kept`,
    details: ["--force replaces it and keeps a copy"],
    fix: [
      `orchestrator validate${root}`,
      `orchestrator init --force${force.map((word) => ` ${quoteWord(word)}`).join("")}${root}`,
    ],
  }),
  "init.restore_none": ({ path }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot restore workflow.yaml: there is no copy in "${escapeLine(path)}"`,
    fix: [`orchestrator init${root}`],
  }),
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${escapeLine(name)}"`).join(", ");
}
