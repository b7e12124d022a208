import { LENGTHS, type Random } from "../seal/recipient.ts";
import { fail } from "../store/failure.ts";
import { namesIn } from "../store/names_in.ts";
import { canonicalPath } from "../store/ownership.ts";
import { sha256Hex } from "../store/sha256.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import type { Bytes } from "../stream/bytes.ts";
import { type OpenVault, openVault } from "./open_vault.ts";
import { keyFilePath, keyText, readKeyAt, readKeyFile, writeUnlessThere } from "./key_file.ts";

const OLD_NAME = /^vault\.key\.old-[0-9a-f]{16}$/;

/**
 * Puts a new key into the user's key file; the one before is kept beside it. Cut off anywhere, both are
 * there or nothing has changed. The caller holds the lock of the configuration directory, and there is a
 * key file.
 *
 * @throws `vault.key_unsafe`, `vault.key_damaged`, `file.not_created`, `io`
 */
export function replaceKeyFile(configuration: string, random: Random): Bytes {
  const path = keyFilePath(configuration);
  const old = readKeyFile(configuration);
  if (old === null) throw fail("file.not_found", { path });
  const text = keyText(old);
  const oldPath = `${path}.old-${sha256Hex(text).slice(0, 16)}`;
  writeUnlessThere(oldPath, text);
  if (readKeyAt(oldPath) === null) {
    throw fail("file.not_created", { path: oldPath, problem: "gone" });
  }
  const key = random(LENGTHS.key);
  atomicWriteFile(path, keyText(key), { mode: 0o600 });
  return key;
}

/** Where the keys are kept that were in the user's key file before: vaults may be sealed for them. */
export function oldKeyFiles(configuration: string): readonly string[] {
  const directory = canonicalPath(configuration) ?? configuration;
  return [...namesIn(directory)].filter((name) => OLD_NAME.test(name)).toSorted()
    .map((name) => `${configuration}/${name}`);
}

/**
 * Those of these files whose key opens a vault: it was not rotated since, and still is open to whoever
 * the key was taken from.
 *
 * @throws `vault.damaged`, and what `readKeyFile` throws
 */
export async function oldKeysThatOpen(
  configuration: string,
  { files, header }: Pick<OpenVault, "files" | "header">,
): Promise<readonly string[]> {
  const opening: string[] = [];
  for (const path of oldKeyFiles(configuration)) {
    const key = readKeyAt(path);
    if (key === null) continue;
    if (await openVault(files, header, [{ type: "key", key }]) !== null) opening.push(path);
  }
  return opening;
}

/** The keys in these files. Throws as `readKeyFile` does. */
export function readOldKeys(configuration: string): readonly Bytes[] {
  return oldKeyFiles(configuration).flatMap((path) => readKeyAt(path) ?? []);
}
