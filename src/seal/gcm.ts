import { type Bytes, encodeText } from "../stream/bytes.ts";

/** In bytes. */
export const TAG_LENGTH = 16;

const ZERO_NONCE: Bytes = new Uint8Array(12);
const NO_DATA: Bytes = encodeText("");

/** What one AES-256-GCM operation is bound to; without nonce it is 12 zero bytes, without data none. */
export interface GcmOptions {
  readonly nonce?: Bytes;
  readonly associated?: Bytes;
}

/** The key for AES-256-GCM. */
export function importGcmKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Ciphertext followed by the tag. */
export async function encryptGcm(
  key: CryptoKey,
  plaintext: Bytes,
  { nonce = ZERO_NONCE, associated = NO_DATA }: GcmOptions = {},
): Promise<Bytes> {
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: associated };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
}

/** The plaintext; null when key, nonce, associated data or ciphertext are not those of the sealing. */
export async function decryptGcm(
  key: CryptoKey,
  ciphertext: Bytes,
  { nonce = ZERO_NONCE, associated = NO_DATA }: GcmOptions = {},
): Promise<Bytes | null> {
  if (ciphertext.length < TAG_LENGTH) return null;
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: associated };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext));
  } catch {
    return null;
  }
}
