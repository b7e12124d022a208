import { type Bytes, concatBytes } from "../../stream/bytes.ts";
import { deriveWithHkdf } from "../derive.ts";
import { LENGTHS, type Random, type WrapContext, type X25519Recipient } from "../recipient.ts";
import { unwrapKey, wrapKey } from "../wrap_key.ts";
import { x25519PublicKey, x25519SharedSecret } from "../x25519.ts";

/** Wraps a file key for the owner of a public key; null when nobody can own it. */
export async function wrapForX25519(
  publicKey: Bytes,
  fileKey: Bytes,
  context: WrapContext,
  random: Random,
): Promise<X25519Recipient | null> {
  const secretKey = random(LENGTHS.key);
  const ephemeral = await x25519PublicKey(secretKey);
  const shared = await x25519SharedSecret(secretKey, publicKey);
  if (shared === null) return null;
  const wrapping = await wrappingKey(shared, ephemeral, publicKey, context);
  const wrapped = await wrapKey(wrapping, fileKey, "x25519", context);
  return { type: "x25519", ephemeral, wrapped };
}

/** The file key, or null when it was wrapped for somebody else. */
export async function unwrapWithX25519(
  secretKey: Bytes,
  recipient: X25519Recipient,
  context: WrapContext,
): Promise<Bytes | null> {
  const { ephemeral } = recipient;
  const shared = await x25519SharedSecret(secretKey, ephemeral);
  if (shared === null) return null;
  const publicKey = await x25519PublicKey(secretKey);
  const wrapping = await wrappingKey(shared, ephemeral, publicKey, context);
  return await unwrapKey(wrapping, recipient, context);
}

function wrappingKey(
  shared: Bytes,
  ephemeral: Bytes,
  publicKey: Bytes,
  { label }: WrapContext,
): Promise<Bytes> {
  return deriveWithHkdf(shared, concatBytes([ephemeral, publicKey]), `${label} x25519`);
}
