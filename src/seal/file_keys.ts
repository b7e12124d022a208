import type { Bytes } from "../stream/bytes.ts";
import { deriveWithHkdf } from "./derive.ts";
import { importGcmKey } from "./gcm.ts";

/** Begins every derivation of the format. */
export const SNAPSHOT_LABEL = "orcsnap/1";

/** What comes from the key of one file and its salt. */
export interface FileKeys {
  /** Encrypts the chunks. */
  readonly payload: CryptoKey;
  /** Authenticates the header. */
  readonly header: CryptoKey;
  readonly commit: Bytes;
}

/** Derives what a file is sealed with. */
export async function deriveFileKeys(fileKey: Bytes, salt: Bytes): Promise<FileKeys> {
  const [payload, header, commit] = await Promise.all([
    deriveWithHkdf(fileKey, salt, `${SNAPSHOT_LABEL} payload`),
    deriveWithHkdf(fileKey, salt, `${SNAPSHOT_LABEL} header`),
    deriveWithHkdf(fileKey, salt, `${SNAPSHOT_LABEL} commit`),
  ]);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return {
    payload: await importGcmKey(payload),
    header: await crypto.subtle.importKey("raw", header, algorithm, false, ["sign"]),
    commit,
  };
}

/** The authentication code of a header: 32 bytes over all that stands before it. */
export async function headerMac({ header }: FileKeys, before: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", header, before));
}
