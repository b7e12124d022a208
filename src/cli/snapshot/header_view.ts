import type { Header } from "../../seal/header.ts";
import { recipientTypes } from "../../snapshot/open_snapshot.ts";

/** What a header shows of a snapshot, for a document. */
export function headerView(header: Header | null): object {
  return {
    format: header === null ? "tar.zst" : "orcsnap/1",
    encrypted: header !== null,
    recipients: header?.recipients.map((recipient, index) => ({
      type: recipientTypes(header.recipients)[index],
      ...(recipient.type === "passphrase" ? { iterations: recipient.iterations } : {}),
    })) ?? [],
  };
}

/** The same in words: `orcsnap/1, for: passphrase, x25519`. */
export function headerText(header: Header | null): string {
  if (header === null) return "not encrypted";
  return `encrypted for: ${recipientTypes(header.recipients).join(", ")}`;
}
