import type { VaultHeader } from "../../secrets/vault_header.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";

/** A vault in words. */
export function vaultWords(scope: VaultScope): string {
  return scope === "repository" ? "the vault of this repository" : "your own vault";
}

/** What opens a vault, in words; public keys as they are written. */
export function recipientNames({ recipients }: VaultHeader): readonly string[] {
  return recipients.map(({ recipient, publicKey }) => publicKey ?? nameOfType(recipient.type));
}

/** A type of recipient in words. */
export function nameOfType(type: string): string {
  switch (type) {
    case "key":
      return "key file";
    case "passphrase":
      return "passphrase";
    case "x25519":
      return "secret key";
    default:
      return "something this version does not know";
  }
}
