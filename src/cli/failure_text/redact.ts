import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";

type Codes = "redact.nothing" | "redact.refused";

/** Failures of taking secrets out of what is recorded. */
export const REDACT_FAILURES: FailureTexts<Codes> = {
  "redact.nothing": ({ session }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot redact session "${session}": no secret was found in it`,
    details: ["It stays as it is"],
    fix: [`orchestrator session show ${session}${root}`],
  }),
  "redact.refused": ({ session, line }, { root }) => ({
    exit: EXIT.refused,
    message:
      `Cannot redact session "${session}": without the secret in line ${line} of its log it would mean something else`,
    details: [
      "The secret is part of an id, or of what the workflow says must be done. Nothing was changed",
      "Start another session without it, then delete this one",
    ],
    fix: [
      `orchestrator log${root} --session ${session}`,
      `orchestrator session delete ${session} --force${root}`,
    ],
  }),
};
