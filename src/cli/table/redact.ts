import type { CommandEntry } from "../command_entry.ts";

/** The command that takes secrets out of what has been recorded already. */
export const REDACT_COMMANDS: readonly CommandEntry[] = [
  {
    path: "session redact",
    brief: "take secrets out of a session that has them",
    details: [
      "Puts a copy without secrets in place of the session: log, history, base, checkpoints, feedback and summary, the log sealed anew. Id, current session and progress stay as they are, and one event says what was done. What looks like a secret of a known provider, and what is the value of a secret in a vault that opens without a passphrase, now or before, is replaced by [REDACTED:<kind>].",
      "A value that only looks as if it were secret, because it looks random and stands behind a name such as password, stays: a warning says so when it is recorded. If it is one, set it first: orchestrator secrets set NAME.",
      "The session as it was, with the secrets, goes to the trash, and the commands that restore and that remove it are printed. Snapshots and other copies that were made before still have them, and a secret that has been seen should be replaced where it was issued.",
    ],
    positionals: [{
      name: "ID",
      brief: "id, former id or unique prefix; the current session if left out",
      optional: true,
    }],
    flags: [],
    effect: { writes: [] },
    examples: [
      ["orchestrator session redact", "the current session"],
      ["orchestrator session redact 261122-x7k2qf", "another one"],
    ],
    load: () => import("../commands/session_redact.ts"),
  },
];
