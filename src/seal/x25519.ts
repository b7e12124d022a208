import { type Bytes, concatBytes } from "../stream/bytes.ts";

/** What stands before the 32 bytes of a secret key in PKCS #8 (RFC 8410). */
const PKCS8_PREFIX = Uint8Array.from(
  [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20],
);

const BASE_POINT: Bytes = Uint8Array.from({ length: 32 }, (_, index) => index === 0 ? 9 : 0);

/** The public key of a secret one. */
export async function x25519PublicKey(secretKey: Bytes): Promise<Bytes> {
  const publicKey = await x25519SharedSecret(secretKey, BASE_POINT);
  if (publicKey === null) throw new TypeError("The base point has no small order");
  return publicKey;
}

/** What the two keys share (RFC 7748); null when that is zero, whatever the secret key. */
export async function x25519SharedSecret(
  secretKey: Bytes,
  publicKey: Bytes,
): Promise<Bytes | null> {
  const encoded = concatBytes([PKCS8_PREFIX, secretKey]);
  const secret = await crypto.subtle.importKey("pkcs8", encoded, "X25519", false, ["deriveBits"]);
  const other = await crypto.subtle.importKey("raw", publicKey, "X25519", false, []);
  const shared = await deriveOrNull(secret, other);
  return shared === null || shared.every((byte) => byte === 0) ? null : shared;
}

/** The platform may refuse a shared secret of zero itself. */
async function deriveOrNull(secret: CryptoKey, other: CryptoKey): Promise<Bytes | null> {
  try {
    const algorithm = { name: "X25519", public: other };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, secret, 256));
  } catch {
    return null;
  }
}
