import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { snapshotProblemText } from "../snapshot/snapshot_problem_text.ts";
import { sizeText } from "../render/size_text.ts";

type Codes = "import.no_space" | "import.too_many" | "import.differs" | "archive.refused";

/** Failures of taking over what is in a snapshot. */
export const IMPORT_FAILURES: FailureTexts<Codes> = {
  "import.no_space": ({ needed, free }, { root }) => ({
    exit: EXIT.io,
    message: `Cannot import: it needs ${sizeText(needed)}, and ${sizeText(free)} are free`,
    details: ["Nothing was changed"],
    fix: [`orchestrator session gc${root}`],
  }),
  "archive.refused": ({ path, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot import "${escapeLine(path)}": ${escapeLine(snapshotProblemText(problem))}`,
    details: [
      "An archive is taken as .tar, .tar.gz or .tar.zst; nothing was changed",
      "What tar unpacks can be taken over too: import the directory",
    ],
    fix: [`orchestrator import-legacy DIR${root}`],
  }),
  "import.too_many": ({ count }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot import: ${count} files and sessions are too many at a time`,
    details: ["Import some of the sessions at a time with --only; nothing was changed"],
    fix: [`orchestrator help snapshot import${root}`],
  }),
  "import.differs": ({ snapshot, here, command }) => ({
    exit: EXIT.refused,
    message: "Cannot import: the snapshot is of another repository",
    details: [
      `It is of ${escapeLine(snapshot)}, this is ${escapeLine(here)}`,
      "If its sessions belong here all the same, import with --adopt; nothing was changed",
    ],
    fix: [command],
  }),
};
