import { type Bytes, concatBytes, encodeText } from "../stream/bytes.ts";
import { decryptGcm, encryptGcm, importGcmKey } from "./gcm.ts";
import type { KnownRecipient, WrapContext } from "./recipient.ts";

/** A file key, encrypted under the key `wrapping` that serves nothing else. */
export async function wrapKey(
  wrapping: Bytes,
  fileKey: Bytes,
  type: KnownRecipient["type"],
  context: WrapContext,
): Promise<Bytes> {
  const key = await importGcmKey(wrapping);
  return await encryptGcm(key, fileKey, { associated: associatedData(type, context) });
}

/** The file key, or null when `wrapping` is not the key that it was wrapped under. */
export async function unwrapKey(
  wrapping: Bytes,
  { type, wrapped }: Pick<KnownRecipient, "type" | "wrapped">,
  context: WrapContext,
): Promise<Bytes | null> {
  const key = await importGcmKey(wrapping);
  return await decryptGcm(key, wrapped, { associated: associatedData(type, context) });
}

function associatedData(type: string, { label, salt }: WrapContext): Bytes {
  return concatBytes([encodeText(`${label} wrap\0${type}\0`), salt]);
}
