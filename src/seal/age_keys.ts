import type { Bytes } from "../stream/bytes.ts";
import { decodeBech32, encodeBech32 } from "./bech32.ts";
import { LENGTHS } from "./recipient.ts";

const PUBLIC = "age";
const SECRET = "age-secret-key-";

/** An X25519 public key as age writes it: `age1…`. */
export function encodeAgeRecipient(publicKey: Bytes): string {
  return encodeBech32({ prefix: PUBLIC, bytes: publicKey });
}

/** The public key of an `age1…` text; null when it is none. */
export function decodeAgeRecipient(text: string): Bytes | null {
  return text === text.toLowerCase() ? decodeKey(text, PUBLIC) : null;
}

/** An X25519 secret key as age writes it: `AGE-SECRET-KEY-1…`. */
export function encodeAgeIdentity(secretKey: Bytes): string {
  return encodeBech32({ prefix: SECRET, bytes: secretKey }).toUpperCase();
}

/** The secret key of an `AGE-SECRET-KEY-1…` text; null when it is none. */
export function decodeAgeIdentity(text: string): Bytes | null {
  return text === text.toUpperCase() ? decodeKey(text, SECRET) : null;
}

/** The secret keys of an identity file. */
export interface AgeIdentities {
  readonly secretKeys: readonly Bytes[];
  /** First line, from 1, that is neither a key, nor empty, nor a comment; null without one. */
  readonly wrongLine: number | null;
}

/** Reads an identity file of age: a key a line, with empty lines and `#` comments. */
export function decodeAgeIdentities(text: string): AgeIdentities {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"));
  const keys = lines.map(({ line, number }) => ({ number, key: decodeAgeIdentity(line) }));
  return {
    secretKeys: keys.map(({ key }) => key).filter((key) => key !== null),
    wrongLine: keys.find(({ key }) => key === null)?.number ?? null,
  };
}

function decodeKey(text: string, prefix: string): Bytes | null {
  const decoded = decodeBech32(text);
  const isKey = decoded?.prefix === prefix && decoded.bytes.length === LENGTHS.key;
  return isKey ? decoded.bytes : null;
}
