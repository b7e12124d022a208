import { type Bytes, encodeText } from "../stream/bytes.ts";
import { LENGTHS } from "./recipient.ts";

/** HKDF of RFC 5869 with SHA-256; 32 bytes. */
export async function deriveWithHkdf(secret: Bytes, salt: Bytes, info: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt, info: encodeText(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, LENGTHS.key * 8));
}

/** PBKDF2 of RFC 8018 with HMAC-SHA-256; `length` bytes. */
export async function deriveWithPbkdf2(
  password: Bytes,
  salt: Bytes,
  iterations: number,
  length: number = LENGTHS.key,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}
