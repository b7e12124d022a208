import { openRecord } from "../seal/record.ts";
import { fail } from "../store/failure.ts";
import type { Bytes } from "../stream/bytes.ts";
import type { OpenVault } from "./open_vault.ts";
import {
  isSealedSecret,
  type SealedSecret,
  secretFromFile,
  type UnreadableSecret,
} from "./sealed_secret.ts";
import { isSecretFile, secretFile } from "./secret_name.ts";
import type { VaultFiles } from "./vault_files.ts";
import { placeOfSecret } from "./vault_label.ts";

/** What lies in a vault, as far as it can be told without a key. */
export interface VaultContent {
  /** By name. */
  readonly secrets: readonly SealedSecret[];
  readonly unreadable: readonly UnreadableSecret[];
}

/** A secret and its value. */
export interface SecretValue {
  readonly name: string;
  readonly value: Bytes;
}

/** Lists a vault; needs no key. Throws `home.unsafe`, `file.unreadable`. */
export function listVault(files: VaultFiles): VaultContent {
  const found = [...files.names()].filter(isSecretFile).toSorted().flatMap((file) => {
    const text = files.read(file);
    return text === null ? [] : [secretFromFile(file, text)];
  });
  return {
    secrets: found.filter(isSealedSecret).toSorted((a, b) => a.name < b.name ? -1 : 1),
    unreadable: found.flatMap((one) => isSealedSecret(one) ? [] : [one]),
  };
}

/** Whether there is a file for a secret; needs no key. */
export function hasSecret(files: VaultFiles, name: string): boolean {
  return files.names().has(secretFile(name));
}

/**
 * The value of a secret; null when the vault has none of this name.
 *
 * @throws `secret.unreadable` when its file is not what was written there, `home.unsafe`,
 * `file.unreadable`
 */
export async function readSecret(vault: OpenVault, name: string): Promise<Bytes | null> {
  const file = secretFile(name);
  const text = vault.files.read(file);
  if (text === null) return null;
  const found = secretFromFile(file, text);
  if (!isSealedSecret(found)) throw unreadable(vault, name, found.problem);
  const value = await openValue(vault, found);
  if (value === null) {
    throw unreadable(vault, name, "it was edited, or comes from another vault");
  }
  return value;
}

/** The values of all secrets that can be read, by name. */
export async function readAllSecrets(vault: OpenVault): Promise<readonly SecretValue[]> {
  const values: SecretValue[] = [];
  for (const secret of listVault(vault.files).secrets) {
    const value = await openValue(vault, secret);
    if (value !== null) values.push({ name: secret.name, value });
  }
  return values;
}

/** Opens one sealed value, also one from before a rotation that is unfinished; null otherwise. */
export async function openValue(
  vault: OpenVault,
  { name, sealed }: Pick<SealedSecret, "name" | "sealed">,
): Promise<Bytes | null> {
  const place = placeOfSecret(vault, name);
  const value = await openRecord(vault.key, sealed, place);
  return value === null && vault.previousKey !== null
    ? await openRecord(vault.previousKey, sealed, place)
    : value;
}

function unreadable({ files }: OpenVault, name: string, problem: string): Error {
  const path = `${files.directory}/${secretFile(name)}`;
  return fail("secret.unreadable", { name, scope: files.scope, path, problem });
}
