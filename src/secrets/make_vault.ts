import { encodeAgeRecipient } from "../seal/age_keys.ts";
import { encodeBase64Url } from "../seal/base64url.ts";
import { sealRecord } from "../seal/record.ts";
import { LENGTHS, type Random, type SealTarget } from "../seal/recipient.ts";
import { wrapFor } from "../seal/wrap_for.ts";
import { fail } from "../store/failure.ts";
import { type Bytes, encodeText } from "../stream/bytes.ts";
import { type OpenVault, wrapContext } from "./open_vault.ts";
import { VAULT_FILE, type VaultFiles } from "./vault_files.ts";
import { headerText, headerToFile, type VaultHeader, type VaultRecipient } from "./vault_header.ts";
import { placeOfHeader, type VaultIdentity } from "./vault_label.ts";

/**
 * Makes an empty vault for some recipients. The caller holds the lock, and there is none yet.
 *
 * @throws `recipient.invalid`, and what writing throws
 */
export async function makeVault(
  files: VaultFiles,
  targets: readonly SealTarget[],
  random: Random,
): Promise<OpenVault> {
  const id = encodeBase64Url(random(LENGTHS.key));
  const key = random(LENGTHS.key);
  const vault: VaultIdentity = { id, scope: files.scope };
  const recipients = await wrapVaultKey(vault, key, targets, random);
  return await writeHeader(files, { id, recipients, previous: null }, key, random);
}

/** Wraps the key of a vault, and keeps the public keys that it is wrapped for. */
export async function wrapVaultKey(
  { id }: VaultIdentity,
  key: Bytes,
  targets: readonly SealTarget[],
  random: Random,
): Promise<readonly VaultRecipient[]> {
  const wrapped = await wrapFor(targets, key, wrapContext(id), random);
  return wrapped.map((recipient, index) => {
    const target = targets[index];
    const publicKey = target?.type === "x25519" ? encodeAgeRecipient(target.publicKey) : null;
    return { recipient, publicKey };
  });
}

/**
 * Seals and writes `vault.json`, and reads it back.
 *
 * @throws `vault.damaged` when other bytes come back, and what writing throws
 */
export async function writeHeader(
  files: VaultFiles,
  unsealed: Omit<VaultHeader, "seal">,
  key: Bytes,
  random: Random,
  previousKey: Bytes | null = null,
): Promise<OpenVault> {
  const vault: VaultIdentity = { id: unsealed.id, scope: files.scope };
  const place = placeOfHeader(vault, headerText(unsealed));
  const header = { ...unsealed, seal: await sealRecord(key, encodeText(""), place, random) };
  const text = headerToFile(header);
  files.write(VAULT_FILE, text);
  if (files.read(VAULT_FILE) !== text) {
    const path = `${files.directory}/${VAULT_FILE}`;
    throw fail("vault.damaged", { path, problem: "other bytes came back from the disk" });
  }
  return { ...vault, files, header, key, previousKey };
}
