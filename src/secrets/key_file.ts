import { encodeBase64Url } from "../seal/base64url.ts";
import { LENGTHS, type Random } from "../seal/recipient.ts";
import { keyOfFile } from "../seal/recipients/key.ts";
import { disposing } from "../store/disposing.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { beginNewFile } from "../store/new_file.ts";
import { canonicalPath, currentUser, ownershipOf } from "../store/ownership.ts";
import { makePrivateDirectory } from "../store/private_directory.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { type Bytes, encodeText } from "../stream/bytes.ts";

/** In bytes; more than any key file has. */
const LIMIT = 4096;

const OTHERS = 0o077;

/** The file of the key that opens the vaults of this user on this machine. */
export function keyFilePath(configuration: string): string {
  return `${configuration}/vault.key`;
}

/**
 * The key in the user's key file; null when there is no such file.
 *
 * @throws `vault.key_unsafe` when somebody else owns it or may read it, `vault.key_damaged`,
 * `file.unreadable`
 */
export function readKeyFile(configuration: string): Bytes | null {
  return readKeyAt(keyFilePath(configuration));
}

/** The same for a key file at any place. */
export function readKeyAt(path: string): Bytes | null {
  const bytes = readUserFile(path, LIMIT, "regular");
  if (bytes === null) return null;
  const owned = ownershipOf(canonicalPath(path) ?? path);
  const user = currentUser();
  if (owned !== null && owned.mode !== null && user !== null) {
    const isOurs = owned.user === user || owned.user === 0;
    if (!isOurs) throw fail("vault.key_unsafe", { path, problem: "it belongs to another user" });
    if ((owned.mode & OTHERS) !== 0) {
      const problem = `others may read or write it (mode ${
        owned.mode.toString(8).padStart(4, "0")
      })`;
      throw fail("vault.key_unsafe", { path, problem });
    }
  }
  const key = keyOfFile(bytes);
  if (key === null) throw fail("vault.key_damaged", { path });
  return key;
}

/** A key, and whether its file was made just now. */
export interface OwnKey {
  readonly key: Bytes;
  readonly path: string;
  readonly made: boolean;
}

/**
 * The key in the user's key file, which is made if it is missing: with mode 0600, durably, and never
 * over another.
 *
 * @throws what {@link readKeyFile} throws, `file.not_created`, `io`
 */
export function ensureKeyFile(configuration: string, random: Random): OwnKey {
  const path = keyFilePath(configuration);
  const known = readKeyFile(configuration);
  if (known !== null) return { key: known, path, made: false };
  makePrivateDirectory(configuration);
  const made = writeUnlessThere(path, keyText(random(LENGTHS.key)));
  const key = readKeyFile(configuration);
  if (key === null) throw fail("file.not_created", { path, problem: "It is gone again" });
  return { key, path, made };
}

/** What a key file holds. */
export function keyText(key: Bytes): Bytes {
  return encodeText(`${encodeBase64Url(key)}\n`);
}

/** Whether the file was made, for its owner only; not when another command has made it meanwhile. */
export function writeUnlessThere(path: string, bytes: Bytes): boolean {
  try {
    return disposing(beginNewFile(path, 0o600), (file) => {
      file.write(bytes);
      file.publish();
      return true;
    });
  } catch (error) {
    const isThere = error instanceof OrchestratorError && error.failure.code === "output.exists";
    if (!isThere) throw error;
    return false;
  }
}
