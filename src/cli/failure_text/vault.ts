import { escapeLine } from "../escape.ts";
import { EXIT } from "../exit_code.ts";
import type { FailureTexts } from "../failure_words.ts";
import { quoteWord } from "../line/quote_word.ts";
import { nameOfType, vaultWords } from "../secrets/vault_words.ts";

type Codes =
  | "vault.none"
  | "vault.locked"
  | "vault.others"
  | "vault.no_recipient"
  | "vault.damaged"
  | "vault.newer"
  | "vault.key_unsafe"
  | "vault.key_damaged"
  | "vault.no_key_place";

/** Failures of vaults and their keys. */
export const VAULT_FAILURES: FailureTexts<Codes> = {
  "vault.none": ({ scope, path }, { root }) => ({
    exit: EXIT.noInput,
    message: `Cannot open ${vaultWords(scope)}: there is none in ${escapeLine(path)}`,
    fix: [`orchestrator secrets init${scope === "user" ? " --user" : ""}${root}`],
  }),
  "vault.locked": ({ scope, path, recipients, tried, keyDirectory }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot open ${vaultWords(scope)}: ${
      tried.length === 0
        ? "nothing is at hand that opens it"
        : `it does not open with ${tried.map(tool).join(", ")}`
    }`,
    details: [
      `It is in ${escapeLine(path)} and opens with: ${recipients.map(nameOfRecipient).join(", ")}`,
      ...(recipients.includes("key") && keyDirectory !== null
        ? [`The key file belongs in ${escapeLine(keyDirectory)}/vault.key: put back the copy of it`]
        : []),
      ...(recipients.includes("passphrase")
        ? ["The passphrase: ORCHESTRATOR_VAULT_PASSPHRASE, --passphrase-file or --passphrase-fd"]
        : []),
    ],
    fix: [
      recipients.includes("passphrase")
        ? `orchestrator secrets doctor --passphrase-file FILE${root}`
        : `orchestrator secrets doctor${root}`,
    ],
  }),
  "vault.others": ({ recipients }, { root }) => ({
    exit: EXIT.refused,
    message: `Cannot rotate the key: it could not be given to all who can open the vault`,
    details: [
      `Without it would be: ${recipients.map(nameOfRecipient).join(", ")}`,
      "A passphrase is kept if it is given again; what others have cannot be",
    ],
    fix: [`orchestrator secrets rotate --drop-others${root}`],
  }),
  "vault.no_recipient": ({ recipient, known }, { root }) => ({
    exit: EXIT.usage,
    message: `Cannot take the vault from "${escapeLine(recipient)}": it does not open for that`,
    details: [`It opens with: ${known.map(nameOfRecipient).join(", ")}`],
    fix: [`orchestrator secrets doctor${root}`],
  }),
  "vault.damaged": ({ path, problem }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot use "${escapeLine(path)}": ${escapeLine(problem)}`,
    details: [
      "The values can be read again when this file is as it was: take it from a copy or git",
    ],
    fix: [`orchestrator secrets doctor${root}`],
  }),
  "vault.newer": ({ path, schema }) => ({
    exit: EXIT.unavailable,
    message: `Cannot use "${escapeLine(path)}": a newer version wrote it (schema ${schema})`,
    fix: ["orchestrator help install"],
  }),
  "vault.key_unsafe": ({ path, problem }) => ({
    exit: EXIT.notTrusted,
    message: `Cannot use the key in "${escapeLine(path)}": ${escapeLine(problem)}`,
    details: ["If somebody else may have read it, replace the values where they are used"],
    fix: [`chmod 600 ${quoteWord(path)}`],
  }),
  "vault.key_damaged": ({ path }, { root }) => ({
    exit: EXIT.data,
    message: `Cannot use the key in "${escapeLine(path)}": it should hold 32 bytes as base64url`,
    details: ["Put back the copy of it; a new key does not open the vaults of the old one"],
    fix: [`orchestrator secrets doctor${root}`],
  }),
  "vault.no_key_place": ({ path, problem }, { root }) => ({
    exit: EXIT.cannotCreate,
    message: `Cannot make a key file${path === null ? "" : ` in "${escapeLine(path)}"`}: ${
      escapeLine(problem)
    }`,
    details: ["A passphrase needs no file: set ORCHESTRATOR_VAULT_PASSPHRASE"],
    fix: [`orchestrator secrets init --passphrase-file FILE${root}`],
  }),
};

function tool(type: string): string {
  return `the ${nameOfType(type)}`;
}

function nameOfRecipient(recipient: string): string {
  return recipient.startsWith("age1") ? recipient : nameOfType(recipient);
}
