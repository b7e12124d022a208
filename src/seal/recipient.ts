import type { Bytes } from "../stream/bytes.ts";

/** Opens with a passphrase. */
export interface PassphraseRecipient {
  readonly type: "passphrase";
  /** 16 bytes. */
  readonly salt: Bytes;
  readonly iterations: number;
  readonly wrapped: Bytes;
}

/** Opens with the secret key that belongs to an X25519 public key. */
export interface X25519Recipient {
  readonly type: "x25519";
  /** Public key that was made for this one use. */
  readonly ephemeral: Bytes;
  readonly wrapped: Bytes;
}

/** Opens with a 32-byte key. */
export interface KeyRecipient {
  readonly type: "key";
  /** 32 bytes. */
  readonly salt: Bytes;
  readonly wrapped: Bytes;
}

/** A recipient of a type that this version does not know; kept as it was read. */
export interface UnknownRecipient {
  readonly type: "unknown";
  /** Its fields in their order, `type` first. */
  readonly fields: readonly (readonly [string, string | number])[];
}

/** One way to open what is sealed: a file key, wrapped for somebody. */
export type KnownRecipient = PassphraseRecipient | X25519Recipient | KeyRecipient;

/** An entry in a list of recipients. */
export type Recipient = KnownRecipient | UnknownRecipient;

/** For whom something is to be sealed. */
export type SealTarget =
  | { readonly type: "passphrase"; readonly passphrase: string; readonly iterations: number }
  | { readonly type: "x25519"; readonly publicKey: Bytes }
  | { readonly type: "key"; readonly key: Bytes };

/** What somebody has to open it with. */
export type Identity =
  | { readonly type: "passphrase"; readonly passphrase: string }
  | { readonly type: "x25519"; readonly secretKey: Bytes }
  | { readonly type: "key"; readonly key: Bytes };

/** What a wrapped key is bound to, so that it means nothing elsewhere. */
export interface WrapContext {
  /** Names the format; begins every derivation. */
  readonly label: string;
  /** 32 bytes that belong to this one file. */
  readonly salt: Bytes;
}

/** Makes so many unpredictable bytes. */
export type Random = (length: number) => Bytes;

/** Bounds of the passphrase derivation, for writers and for readers. */
export const ITERATIONS = { least: 600_000, most: 10_000_000, default: 1_200_000 } as const;

/** Lengths in bytes. */
export const LENGTHS = {
  /** Of every key, and of the salt of a file. */
  key: 32,
  passphraseSalt: 16,
  /** A key and the tag of AES-GCM. */
  wrapped: 48,
} as const;
