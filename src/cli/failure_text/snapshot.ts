import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";
import { snapshotProblemText } from "../snapshot/snapshot_problem_text.ts";

type Codes =
  | "snapshot.damaged"
  | "snapshot.newer"
  | "snapshot.locked"
  | "snapshot.refused"
  | "snapshot.secrets"
  | "snapshot.changed"
  | "snapshot.nothing"
  | "recipient.invalid"
  | "key.missing"
  | "key.unreadable"
  | "passphrase.mismatch"
  | "age.recipients"
  | "output.exists"
  | "output.in_house"
  | "auto_export.incomplete";

/** Failures of snapshots and of the keys that they are sealed for. */
export const SNAPSHOT_FAILURES: FailureTexts<Codes> = {
  "snapshot.damaged": ({ problem }) => ({
    exit: EXIT.data,
    message: `Cannot use the snapshot: ${escapeLine(snapshotProblemText(problem))}`,
    details: ["Take another copy of it, or another snapshot"],
    fix: ["orchestrator snapshot list"],
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
    fix: ["orchestrator help snapshot verify"],
  }),
  "snapshot.refused": ({ problem }) => ({
    exit: EXIT.data,
    message: `Cannot export: an import would refuse the snapshot: ${
      escapeLine(snapshotProblemText(problem))
    }`,
    details: ["Export some of the sessions with --only, or move what is in the way"],
    fix: ["orchestrator session list"],
  }),
  "snapshot.secrets": ({ found, count, sessions }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot export: there ${
      count === 1 ? "is a secret" : `are ${count} secrets`
    } in what would be packed`,
    details: [
      ...found.map(({ path, line, kind }) => `${escapeLine(path)}:${line}: ${kind}`),
      ...(count > found.length ? [`and ${count - found.length} more`] : []),
      "Nothing was written. Take them out, or export them all the same with --allow-known-secrets",
    ],
    fix: [
      ...sessions.map((id) => `orchestrator session redact ${id}${root}`),
      `orchestrator snapshot export --allow-known-secrets${root}`,
    ],
  }),
  "snapshot.changed": ({ path }) => ({
    exit: EXIT.busy,
    message: `Cannot export: "${escapeLine(path)}" was changed meanwhile`,
    details: ["Try again"],
    fix: ["orchestrator snapshot export"],
  }),
  "snapshot.nothing": ({ wanted }) => ({
    exit: EXIT.noInput,
    message: wanted.length === 0
      ? "Cannot export: there is no session here"
      : `Cannot export: no session of these can be exported: ${wanted.map(escapeLine).join(", ")}`,
    fix: ["orchestrator session list"],
  }),
  "recipient.invalid": ({ text }) => ({
    exit: EXIT.usage,
    message: `Cannot seal for "${escapeLine(text)}": it is not a public key`,
    details: ["A public key begins with age1; keygen makes one and prints it"],
    fix: ["orchestrator snapshot keygen"],
  }),
  "key.missing": ({ purpose, command }) => ({
    exit: EXIT.usage,
    message: purpose === "seal"
      ? "Cannot encrypt: there is no passphrase and no public key, and nobody can be asked"
      : "Cannot open the snapshot: there is no key and no passphrase, and nobody can be asked",
    details: purpose === "seal"
      ? [
        "Give --to age1…, --passphrase-file F, --key-file F, or set ORCHESTRATOR_PASSPHRASE",
        "--no-encrypt writes a plain archive",
      ]
      : ["Give --identity F, --passphrase-file F, --key-file F, or set ORCHESTRATOR_PASSPHRASE"],
    fix: [`orchestrator help ${command}`],
  }),
  "key.unreadable": ({ path, expected, line }) => ({
    exit: EXIT.data,
    message: `Cannot use "${escapeLine(path)}"${line === null ? "" : `, line ${line}`}: ${
      EXPECTED[expected]
    }`,
    fix: ["orchestrator snapshot keygen"],
  }),
  "passphrase.mismatch": ({ command }) => ({
    exit: EXIT.usage,
    message: "Cannot use the passphrase: it was not typed the same twice",
    fix: [`orchestrator help ${command}`],
  }),
  "age.recipients": ({ found }) => ({
    exit: EXIT.usage,
    message: found === "key"
      ? "Cannot encrypt with --format age for a key file: age has no such recipients"
      : "Cannot encrypt with --format age for a passphrase and others: age has it alone",
    fix: ["orchestrator help snapshot export"],
  }),
  "output.in_house": ({ path }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot write "${escapeLine(path)}": it is where sessions are kept`,
    details: ["Take a place outside of .orchestrator/"],
    fix: ["orchestrator snapshot export"],
  }),
  "auto_export.incomplete": ({ missing }) => ({
    exit: EXIT.config,
    message: missing === "directory"
      ? "Cannot export by itself: snapshot.auto_export_directory is no absolute path"
      : "Cannot export by itself: neither snapshot.recipients nor snapshot.key_file is set",
    fix: [
      missing === "directory"
        ? "orchestrator config set snapshot.auto_export_directory DIR --user"
        : "orchestrator config set snapshot.recipients age1… --user",
    ],
  }),
  "output.exists": ({ path }) => ({
    exit: EXIT.cannotCreate,
    message: `Cannot write "${escapeLine(path)}": it exists, and it is kept`,
    details: ["Take another name, or move it away"],
    fix: [`ls -l ${quoteWord(path)}`],
  }),
};

const EXPECTED = {
  identity: "it should hold a line that begins with AGE-SECRET-KEY-1",
  key:
    "it should hold 32 bytes, or 43 characters of base64url; AGE-SECRET-KEY-1… goes with --identity",
  passphrase: "it should hold a passphrase in UTF-8",
} as const;
