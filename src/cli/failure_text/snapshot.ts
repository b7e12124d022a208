import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { snapshotProblemText } from "../snapshot_problem_text.ts";

type Codes = "snapshot.damaged" | "snapshot.newer" | "snapshot.locked" | "recipient.invalid";

/** Failures of snapshots and of the keys that they are sealed for. */
export const SNAPSHOT_FAILURES: FailureTexts<Codes> = {
  "snapshot.damaged": ({ problem }) => ({
    exit: EXIT.data,
    message: `Cannot use the snapshot: ${escapeLine(snapshotProblemText(problem))}`,
    details: ["Take another copy of it, or another snapshot"],
    fix: ["orchestrator help"],
  }),
  "snapshot.newer": ({ version }) => ({
    exit: EXIT.unavailable,
    message: `Cannot open the snapshot: it has format version ${
      escapeLine(version)
    }, and this program knows version 1`,
    details: ["A newer orchestrator opens it"],
    fix: ["orchestrator help"],
  }),
  "snapshot.locked": ({ recipients, tried }) => ({
    exit: EXIT.data,
    message: tried.length === 0
      ? "Cannot open the snapshot without a key or passphrase"
      : `Cannot open the snapshot: it is not sealed for the ${tried.join(" or ")} given`,
    details: [`Sealed for: ${recipients.map(escapeLine).join(", ")}`],
    fix: ["orchestrator help"],
  }),
  "recipient.invalid": ({ text }) => ({
    exit: EXIT.usage,
    message: `Cannot seal for "${escapeLine(text)}": it is not a public key`,
    details: ["A public key is a line that begins with age1"],
    fix: ["orchestrator help"],
  }),
};
