import type { ClosedSnapshot } from "../../snapshot/open_snapshot.ts";

const FORMATS = { orcsnap: "orcsnap/1", age: "age", plain: "tar.zst" } as const;

/** What a snapshot shows without a key, for a document. */
export function headerView({ form, header, recipients }: ClosedSnapshot): object {
  return {
    format: FORMATS[form],
    encrypted: form !== "plain",
    recipients: recipients.map((type, index) => {
      const recipient = header?.recipients[index];
      return {
        type,
        ...(recipient?.type === "passphrase" ? { iterations: recipient.iterations } : {}),
      };
    }),
  };
}

/** The same in words: `encrypted for: passphrase, x25519`. Not escaped. */
export function headerText({ form, recipients }: ClosedSnapshot): string {
  if (form === "plain") return "not encrypted";
  return `encrypted${form === "age" ? " by age" : ""} for: ${recipients.join(", ")}`;
}
