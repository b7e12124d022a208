import { encodeAgeRecipient } from "../../seal/age_keys.ts";
import type { SealTarget } from "../../seal/recipient.ts";
import { type OpenVault, openVault } from "../../secrets/open_vault.ts";
import { fail } from "../../store/failure.ts";
import type { Call } from "../call.ts";

/**
 * Those of some targets that cannot open a vault yet. A passphrase that opens it already was given to
 * open it with.
 *
 * @throws `usage` for a second passphrase
 */
export async function addedTargets(
  call: Call,
  { files, header }: OpenVault,
  targets: readonly SealTarget[],
): Promise<readonly SealTarget[]> {
  const added: SealTarget[] = [];
  for (const target of targets) {
    if (target.type === "x25519") {
      const publicKey = encodeAgeRecipient(target.publicKey);
      const isKnown = header.recipients.some((known) => known.publicKey === publicKey);
      if (!isKnown) added.push(target);
    } else if (await openVault(files, header, [target]) === null) {
      const isSecond = target.type === "passphrase" &&
        header.recipients.some(({ recipient }) => recipient.type === "passphrase");
      if (isSecond) {
        const problem =
          'the vault has another passphrase; "orchestrator secrets rotate" replaces it';
        throw fail("usage", { problem, command: call.entry.path });
      }
      added.push(target);
    }
  }
  return added;
}
