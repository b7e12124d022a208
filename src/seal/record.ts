import { type Bytes, concatBytes, encodeText } from "../stream/bytes.ts";
import { deriveWithHkdf } from "./derive.ts";
import { decryptGcm, encryptGcm, importGcmKey, TAG_LENGTH } from "./gcm.ts";
import { LENGTHS, type Random } from "./recipient.ts";

/** What a sealed value belongs to: format first, then whatever makes it this value and no other. */
export type RecordPlace = readonly [label: string, ...parts: string[]];

/**
 * Seals one value under a key: 32 bytes of salt, ciphertext, 16 bytes of tag. The value opens only
 * under the same key and at the same place. One key seals any number of values, since each is
 * encrypted under a key of its own that comes from the salt.
 */
export async function sealRecord(
  key: Bytes,
  value: Bytes,
  place: RecordPlace,
  random: Random,
): Promise<Bytes> {
  const salt = random(LENGTHS.key);
  const associated = associatedData(place);
  const sealed = await encryptGcm(await recordKey(key, salt, place), value, { associated });
  return concatBytes([salt, sealed]);
}

/** Opens what {@link sealRecord} has made; null with another key or at another place. */
export async function openRecord(
  key: Bytes,
  sealed: Bytes,
  place: RecordPlace,
): Promise<Bytes | null> {
  if (sealed.length < LENGTHS.key + TAG_LENGTH) return null;
  const salt = sealed.slice(0, LENGTHS.key);
  const associated = associatedData(place);
  const own = await recordKey(key, salt, place);
  return await decryptGcm(own, sealed.slice(LENGTHS.key), { associated });
}

async function recordKey(key: Bytes, salt: Bytes, [label]: RecordPlace): Promise<CryptoKey> {
  return await importGcmKey(await deriveWithHkdf(key, salt, `${label} record`));
}

/** Each part with its length before it, so that no two places give the same bytes. */
function associatedData(place: RecordPlace): Bytes {
  return concatBytes(place.flatMap((part) => {
    const bytes = encodeText(part);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    return [length, bytes];
  }));
}
