import { isSealedSecret, type SealedSecret, secretFromFile } from "./sealed_secret.ts";
import { isAnyOldFile, isOldSecretFile, oldSecretFile, secretFile } from "./secret_name.ts";
import type { VaultFiles } from "./vault_files.ts";

/** A value that a secret had before. */
export interface OldSecret extends SealedSecret {
  /** Name of its file. */
  readonly file: string;
  readonly text: string;
}

/** So many values are kept of each secret, the newest ones. */
const KEPT = 10;

/**
 * Keeps the file of a secret, byte for byte, as one of the values that it had before; those too many are
 * removed. Needs no key, and nothing if there is no such secret.
 */
export function keepOldSecret(files: VaultFiles, name: string): void {
  const text = files.read(secretFile(name));
  if (text === null) return;
  files.write(oldSecretFile(name, text), text);
  for (const { file } of oldSecrets(files, name).slice(KEPT)) files.remove(file);
}

/** The values that a secret had before, the newest first. */
export function oldSecrets(files: VaultFiles, name: string): readonly OldSecret[] {
  return readOld(files, (file) => isOldSecretFile(file, name));
}

/** The same of all secrets. */
export function allOldSecrets(files: VaultFiles): readonly OldSecret[] {
  return readOld(files, isAnyOldFile);
}

/** Removes all values that a secret had before, those that cannot be read included. */
export function discardOldSecrets(files: VaultFiles, name: string): void {
  for (const file of files.names()) {
    if (isOldSecretFile(file, name)) files.remove(file);
  }
}

/**
 * Gives a secret the value that it had before; the one that it has now is kept instead. Cut off
 * anywhere, both are there.
 *
 * @returns When that value had been set; null when none is kept.
 */
export function restoreSecret(files: VaultFiles, name: string): string | null {
  const current = files.read(secretFile(name));
  const [old] = oldSecrets(files, name).filter(({ text }) => text !== current);
  if (old === undefined) return null;
  if (current !== null) files.write(oldSecretFile(name, current), current);
  files.write(secretFile(name), old.text);
  files.remove(old.file);
  return old.updatedAt;
}

function readOld(files: VaultFiles, isWanted: (file: string) => boolean): readonly OldSecret[] {
  return [...files.names()].filter(isWanted).flatMap((file): readonly OldSecret[] => {
    const text = files.read(file);
    const found = text === null ? null : secretFromFile(`${file.slice(0, 32)}.json`, text);
    return text === null || found === null || !isSealedSecret(found)
      ? []
      : [{ ...found, file, text }];
  }).toSorted((a, b) => a.updatedAt < b.updatedAt ? 1 : -1);
}
