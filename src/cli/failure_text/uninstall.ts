import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";

/** Failures of `uninstall`. */
export const UNINSTALL_FAILURES: FailureTexts<
  | "uninstall.migrated"
  | "uninstall.secrets"
  | "uninstall.export_inside"
  | "uninstall.not_exportable"
> = {
  "uninstall.migrated": (_, { root }) => ({
    exit: EXIT.refused,
    message: "Cannot uninstall without an export: the originals of a migration are in here",
    details: ["Put them back first, or keep all of it in one file"],
    fix: [
      `orchestrator migrate --rollback${root}`,
      `orchestrator uninstall --export orchestrator.tar${root}`,
    ],
  }),
  "uninstall.secrets": ({ count }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot uninstall without an export: the vault holds ${count} secret${
      count === 1 ? "" : "s"
    }`,
    details: [
      "In an export they stay sealed; the key in your configuration opens them",
      "--discard-secrets says that they are no longer needed",
    ],
    fix: [
      `orchestrator uninstall --export orchestrator.tar${root}`,
      `orchestrator secrets list${root}`,
    ],
  }),
  "uninstall.export_inside": ({ path }, { root }) => ({
    exit: EXIT.usage,
    message: `Cannot export to "${escapeLine(path)}": it would be removed with the rest`,
    fix: [`orchestrator uninstall --export orchestrator.tar${root}`],
  }),
  "uninstall.not_exportable": ({ path }) => ({
    exit: EXIT.data,
    message: `Cannot export "${escapeLine(path)}": it is neither a file nor a directory`,
    details: ["Nothing was removed"],
    fix: [`ls -l ${quoteWord(path)}`],
  }),
};
