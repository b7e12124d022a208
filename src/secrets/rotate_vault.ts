import { sealRecord } from "../seal/record.ts";
import { LENGTHS, type Random, type SealTarget } from "../seal/recipient.ts";
import { fail } from "../store/failure.ts";
import { equalBytes } from "../stream/bytes.ts";
import { wrapVaultKey, writeHeader } from "./make_vault.ts";
import { allOldSecrets } from "./old_secrets.ts";
import type { OpenVault } from "./open_vault.ts";
import { listVault, openValue, readSecret } from "./read_vault.ts";
import { secretToFile } from "./sealed_secret.ts";
import { oldSecretFile, secretFile } from "./secret_name.ts";
import type { VaultRecipient } from "./vault_header.ts";
import { placeOfPreviousKey, placeOfSecret } from "./vault_label.ts";

/**
 * Gives a vault a new key, wrapped for some recipients and nobody else. The caller holds the lock.
 *
 * First `vault.json` gets the new key, with the old one sealed under it; then every value is sealed
 * anew and read back; then the old key goes. Cut off anywhere, every value still opens, and
 * {@link finishRotation} does the rest.
 *
 * @throws `secret.unreadable`, `recipient.invalid`, and what writing throws
 */
export async function rotateVault(
  vault: OpenVault,
  targets: readonly SealTarget[],
  random: Random,
): Promise<OpenVault> {
  // Two keys that are both old would be one too many.
  const settled = await finishRotation(vault, random);
  await assertAllOpen(settled);
  const key = random(LENGTHS.key);
  const { id, files } = settled;
  const recipients = await wrapVaultKey(settled, key, targets, random);
  const previous = await sealRecord(key, settled.key, placeOfPreviousKey(settled), random);
  const header = { id, recipients, previous };
  const begun = await writeHeader(files, header, key, random, settled.key);
  return await finishRotation(begun, random);
}

/** Does what is left of a rotation. The caller holds the lock. */
export async function finishRotation(vault: OpenVault, random: Random): Promise<OpenVault> {
  if (vault.header.previous === null) return vault;
  const { files, key } = vault;
  const current: OpenVault = { ...vault, previousKey: null };
  for (const secret of listVault(files).secrets) {
    if (await openValue(current, secret) !== null) continue;
    const value = await openValue(vault, secret);
    // What neither key opens was no value before the rotation either.
    if (value === null) continue;
    const { name, updatedAt } = secret;
    const sealed = await sealRecord(key, value, placeOfSecret(vault, name), random);
    files.write(secretFile(name), secretToFile({ name, updatedAt, sealed }));
    const opened = await readSecret(current, name);
    if (opened === null || !equalBytes(opened, value)) {
      const path = `${files.directory}/${secretFile(name)}`;
      const problem = "another value came back from the disk";
      throw fail("secret.unreadable", { name, scope: vault.scope, path, problem });
    }
  }
  await sealOldAnew(vault, current, random);
  const { id, recipients } = vault.header;
  return await writeHeader(files, { id, recipients, previous: null }, key, random);
}

/** The values that secrets had before; each is a file of another name afterwards. */
async function sealOldAnew(vault: OpenVault, current: OpenVault, random: Random): Promise<void> {
  const { files, key } = vault;
  for (const old of allOldSecrets(files)) {
    const { name, updatedAt, file } = old;
    if (await openValue(current, old) !== null) continue;
    const value = await openValue(vault, old);
    if (value === null) continue;
    const sealed = await sealRecord(key, value, placeOfSecret(vault, name), random);
    const text = secretToFile({ name, updatedAt, sealed });
    files.write(oldSecretFile(name, text), text);
    files.remove(file);
  }
}

/**
 * Wraps the key of a vault for more recipients. The caller holds the lock.
 *
 * @throws `recipient.invalid`, and what writing throws
 */
export async function addRecipients(
  vault: OpenVault,
  targets: readonly SealTarget[],
  random: Random,
): Promise<OpenVault> {
  const { id, recipients, previous } = vault.header;
  const added = await wrapVaultKey(vault, vault.key, targets, random);
  const all: readonly VaultRecipient[] = [...recipients, ...added];
  const header = { id, recipients: all, previous };
  return await writeHeader(vault.files, header, vault.key, random, vault.previousKey);
}

/** A rotation would leave behind, for ever, what does not open before it. */
async function assertAllOpen(vault: OpenVault): Promise<void> {
  const { files, scope } = vault;
  const { secrets, unreadable } = listVault(files);
  const [broken] = unreadable;
  if (broken !== undefined) {
    const { file, problem } = broken;
    throw fail("secret.unreadable", {
      name: file,
      scope,
      path: `${files.directory}/${file}`,
      problem,
    });
  }
  for (const secret of secrets) {
    if (await openValue(vault, secret) !== null) continue;
    const { name } = secret;
    const path = `${files.directory}/${secretFile(name)}`;
    const problem = "it was edited, or comes from another vault";
    throw fail("secret.unreadable", { name, scope, path, problem });
  }
}
