import type { Bytes } from "../stream/bytes.ts";
import { allOldSecrets } from "./old_secrets.ts";
import type { OpenVault } from "./open_vault.ts";
import { listVault, openValue } from "./read_vault.ts";

/**
 * Every value in a vault that can be read: those that secrets have, and those that they had before and
 * that are kept. Whoever leaked one of these has leaked a secret.
 */
export async function readKnownSecrets(vault: OpenVault): Promise<readonly Bytes[]> {
  const sealed = [...listVault(vault.files).secrets, ...allOldSecrets(vault.files)];
  const values = await Promise.all(sealed.map((secret) => openValue(vault, secret)));
  return values.filter((value) => value !== null);
}
