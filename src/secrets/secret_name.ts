import { sha256Hex } from "../store/sha256.ts";

/** The file of a secret in its vault. */
export function secretFile(name: string): string {
  return `${sha256Hex(name).slice(0, 32)}.json`;
}

/** Whether a name in the directory of a vault is that of a secret's file. */
export function isSecretFile(file: string): boolean {
  return /^[0-9a-f]{32}\.json$/.test(file);
}

/** The file in which a text of a secret's file is kept once it is no longer the value. */
export function oldSecretFile(name: string, text: string): string {
  return `${oldPrefix(name)}${sha256Hex(text).slice(0, 16)}.json`;
}

/** Whether a name in the directory of a vault is that of a value which a secret had before. */
export function isOldSecretFile(file: string, name: string): boolean {
  return file.startsWith(oldPrefix(name)) && isAnyOldFile(file);
}

/** The same for any secret. */
export function isAnyOldFile(file: string): boolean {
  return /^[0-9a-f]{32}-[0-9a-f]{16}\.json$/.test(file);
}

function oldPrefix(name: string): string {
  return `${sha256Hex(name).slice(0, 32)}-`;
}
