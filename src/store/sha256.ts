import { createHash, hash } from "node:crypto";

/**
 * SHA-256 as 64 lower-case hex digits; a string is hashed as UTF-8.
 *
 * `node:crypto` and not Web Crypto: the chain of a log of 100 000 lines is 100 000 hashes, and Web
 * Crypto pays about 50 µs for each call.
 */
export function sha256Hex(data: Uint8Array | string): string {
  return hash("sha256", data, "hex");
}

/** A SHA-256 that is fed piece by piece. */
export interface RunningSha256 {
  update(bytes: Uint8Array): void;
  /** 64 lower-case hex digits; nothing may be added afterwards. */
  hex(): string;
}

/** Begins a SHA-256 of bytes that do not fit into memory at once. */
export function startSha256(): RunningSha256 {
  const running = createHash("sha256");
  return {
    update: (bytes) => {
      running.update(bytes);
    },
    hex: () => running.digest("hex"),
  };
}
