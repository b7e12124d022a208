import { type Bytes, concatBytes, encodeText } from "../stream/bytes.ts";
import { deriveWithPbkdf2 } from "./derive.ts";
import type { Random } from "./recipient.ts";

const MAGIC = "Salted__";
const BODY_START = 16;
const BLOCK_LENGTH = 16;
/** What `openssl enc -pbkdf2` takes without `-iter`. */
const ITERATIONS = 10_000;

/** Whether bytes begin like what `openssl enc` writes, and can be whole. */
export function isOpensslFile(bytes: Bytes): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length)) === MAGIC &&
    bytes.length > BODY_START && bytes.length % BLOCK_LENGTH === 0;
}

/**
 * Opens a file of `openssl enc -aes-256-cbc -pbkdf2`, in which the predecessor kept secrets; null with
 * a wrong password. The format has no authentication: one wrong password of about 256 gives garbage,
 * so the caller must check what comes out.
 */
export async function openOpensslFile(bytes: Bytes, password: string): Promise<Bytes | null> {
  if (!isOpensslFile(bytes)) return null;
  const salt = bytes.slice(MAGIC.length, BODY_START);
  const { key, algorithm } = await cipherOf(password, salt);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, bytes.slice(BODY_START)));
  } catch {
    return null;
  }
}

/** Makes a file that `openssl enc -d -aes-256-cbc -pbkdf2` and the predecessor open. */
export async function sealOpensslFile(
  bytes: Bytes,
  password: string,
  random: Random,
): Promise<Bytes> {
  const salt = random(BODY_START - MAGIC.length);
  const { key, algorithm } = await cipherOf(password, salt);
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytes));
  return concatBytes([encodeText(MAGIC), salt, sealed]);
}

async function cipherOf(
  password: string,
  salt: Bytes,
): Promise<{ readonly key: CryptoKey; readonly algorithm: AesCbcParams }> {
  const derived = await deriveWithPbkdf2(encodeText(password), salt, ITERATIONS, 48);
  const usage: KeyUsage[] = ["decrypt", "encrypt"];
  const key = await crypto.subtle.importKey("raw", derived.slice(0, 32), "AES-CBC", false, usage);
  return { key, algorithm: { name: "AES-CBC", iv: derived.slice(32) } };
}
