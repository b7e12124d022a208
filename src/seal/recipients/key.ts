import { type Bytes, decodeText } from "../../stream/bytes.ts";
import { decodeBase64Url } from "../base64url.ts";
import { deriveWithHkdf } from "../derive.ts";
import { type KeyRecipient, LENGTHS, type Random, type WrapContext } from "../recipient.ts";
import { unwrapKey, wrapKey } from "../wrap_key.ts";

/** Wraps a file key for whoever has the 32-byte key. */
export async function wrapForKey(
  key: Bytes,
  fileKey: Bytes,
  context: WrapContext,
  random: Random,
): Promise<KeyRecipient> {
  const salt = random(LENGTHS.key);
  const wrapping = await wrappingKey(key, salt, context);
  return { type: "key", salt, wrapped: await wrapKey(wrapping, fileKey, "key", context) };
}

/** The file key, or null with another key. */
export async function unwrapWithKey(
  key: Bytes,
  recipient: KeyRecipient,
  context: WrapContext,
): Promise<Bytes | null> {
  return await unwrapKey(await wrappingKey(key, recipient.salt, context), recipient, context);
}

/** The key in a file: 32 bytes, or 43 characters of base64url and a line end; null for others. */
export function keyOfFile(bytes: Bytes): Bytes | null {
  if (bytes.length === LENGTHS.key) return bytes;
  const text = decodeText(bytes)?.replace(/\r?\n$/, "") ?? "";
  const key = decodeBase64Url(text);
  return key?.length === LENGTHS.key ? key : null;
}

function wrappingKey(key: Bytes, salt: Bytes, { label }: WrapContext): Promise<Bytes> {
  return deriveWithHkdf(key, salt, `${label} key`);
}
