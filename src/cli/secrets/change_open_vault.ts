import { makeVault } from "../../secrets/make_vault.ts";
import { type OpenVault, readVaultHeader } from "../../secrets/open_vault.ts";
import { finishRotation } from "../../secrets/rotate_vault.ts";
import type { VaultScope } from "../../secrets/vault_label.ts";
import { equalBytes } from "../../stream/bytes.ts";
import { requireHome } from "../../repo/require_home.ts";
import type { OwnKey } from "../../secrets/key_file.ts";
import { randomBytes, whileVaultHeld } from "./change_vault.ts";
import { type BesidePassphrase, type NewRecipients, recipientsOfNew } from "./new_recipients.ts";
import { type Opener, unlockVault } from "./unlock_vault.ts";
import { vaultOf } from "./vaults.ts";

/** A vault that is open for a change. */
export interface HeldVault {
  readonly vault: OpenVault;
  /** It was made just now. */
  readonly made: boolean;
  /** The key file that it was made for. */
  readonly ownKey: OwnKey | null;
}

/** What is known of a vault before its lock is taken: it is open, or it will be made for some. */
export type PreparedVault =
  | { readonly open: OpenVault; readonly fresh: null }
  | { readonly open: null; readonly fresh: NewRecipients };

/**
 * Opens a vault, or finds whom it is made for. Nothing is written but a key file that is missing.
 *
 * @param beside Of a vault that is made.
 * @throws `vault.locked`, and what opening and finding recipients throw
 */
export async function prepareVault(
  opener: Opener,
  scope: VaultScope,
  beside: BesidePassphrase,
): Promise<PreparedVault> {
  const { call, context, place } = opener;
  const open = await unlockVault(opener, vaultOf(context, place, scope));
  return open === null
    ? { open, fresh: recipientsOfNew(call, context, beside) }
    : { open, fresh: null };
}

/**
 * Changes a vault, which is made if it is missing. It is prepared before its lock is taken, because that
 * may take time or ask somebody, and once more if another has changed it meanwhile.
 *
 * @param prepared Where that has been done already.
 * @throws `vault.locked`, `lock.busy`, and what opening and making throw
 */
export async function changeOpenVault<T>(
  opener: Opener,
  scope: VaultScope,
  change: (held: HeldVault) => Promise<T>,
  beside: BesidePassphrase = "if_asked_for",
  prepared: PreparedVault | null = null,
): Promise<T> {
  const { call, context, place } = opener;
  if (scope === "repository") requireHome(place);
  for (let known = prepared;; known = null) {
    const { open: before, fresh } = known ?? await prepareVault(opener, scope, beside);
    const done = await whileVaultHeld(call, context, place, scope, async (files) => {
      const now = readVaultHeader(files);
      if (now === null && fresh !== null) {
        const vault = await makeVault(files, fresh.targets, randomBytes);
        return { result: await change({ vault, made: true, ownKey: fresh.ownKey }) };
      }
      const isSame = now !== null && before !== null &&
        equalBytes(now.seal, before.header.seal);
      if (!isSame) return null;
      const vault = await finishRotation(before, randomBytes);
      return { result: await change({ vault, made: false, ownKey: null }) };
    });
    if (done !== null) return done.result;
  }
}
