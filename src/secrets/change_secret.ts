import { sealRecord } from "../seal/record.ts";
import type { Random } from "../seal/recipient.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { type Bytes, equalBytes } from "../stream/bytes.ts";
import { discardOldSecrets, keepOldSecret } from "./old_secrets.ts";
import type { OpenVault } from "./open_vault.ts";
import { hasSecret, readSecret } from "./read_vault.ts";
import { secretToFile } from "./sealed_secret.ts";
import { secretFile } from "./secret_name.ts";
import type { VaultFiles } from "./vault_files.ts";
import { placeOfSecret } from "./vault_label.ts";

/** What a value is written with. */
export interface WritingSecret {
  /** UTC, RFC 3339. */
  readonly now: string;
  readonly random: Random;
}

/**
 * Seals a value into a vault, reads it back and opens it. The caller holds the lock and has checked the
 * name. Another value that the secret had is kept for `restoreSecret`.
 *
 * @returns Whether there was a secret of this name.
 * @throws `secret.unreadable` when another value comes back, and what writing throws
 */
export async function setSecret(
  vault: OpenVault,
  name: string,
  value: Bytes,
  { now, random }: WritingSecret,
): Promise<"added" | "replaced"> {
  const before = hasSecret(vault.files, name);
  if (before && !await hasValue(vault, name, value)) keepOldSecret(vault.files, name);
  const sealed = await sealRecord(vault.key, value, placeOfSecret(vault, name), random);
  vault.files.write(secretFile(name), secretToFile({ name, updatedAt: now, sealed }));
  const written = await readSecret({ ...vault, previousKey: null }, name);
  if (written === null || !equalBytes(written, value)) {
    const path = `${vault.files.directory}/${secretFile(name)}`;
    const problem = "another value came back from the disk";
    throw fail("secret.unreadable", { name, scope: vault.scope, path, problem });
  }
  return before ? "replaced" : "added";
}

/**
 * Removes a secret; needs no key. The caller holds the lock. Its value is kept for `restoreSecret`,
 * unless `discard` says that neither it nor any before it is.
 *
 * @returns Whether there was one.
 */
export function removeSecret(files: VaultFiles, name: string, discard: boolean): boolean {
  const there = hasSecret(files, name);
  if (!discard) keepOldSecret(files, name);
  if (there) files.remove(secretFile(name));
  if (discard) discardOldSecrets(files, name);
  return there;
}

/** Whether a secret has a value already; one that cannot be read is another. */
async function hasValue(vault: OpenVault, name: string, value: Bytes): Promise<boolean> {
  try {
    const known = await readSecret(vault, name);
    return known !== null && equalBytes(known, value);
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}
