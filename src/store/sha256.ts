import { hash } from "node:crypto";

/**
 * SHA-256 as 64 lower-case hex digits; a string is hashed as UTF-8.
 *
 * `node:crypto` and not Web Crypto: the chain of a log of 100 000 lines is 100 000 hashes, and Web
 * Crypto pays about 50 µs for each call.
 */
export function sha256Hex(data: Uint8Array | string): string {
  return hash("sha256", data, "hex");
}
