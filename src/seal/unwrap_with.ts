import type { Bytes } from "../stream/bytes.ts";
import type { Identity, Recipient, WrapContext } from "./recipient.ts";
import { unwrapWithKey } from "./recipients/key.ts";
import { unwrapWithPassphrase } from "./recipients/passphrase.ts";
import { unwrapWithX25519 } from "./recipients/x25519.ts";

/**
 * Tries every identity on every recipient of its type, and yields each key that comes out. The first
 * is nearly always the right one; whether it is, only the caller can tell.
 */
export async function* unwrapWith(
  recipients: readonly Recipient[],
  identities: readonly Identity[],
  context: WrapContext,
): AsyncGenerator<Bytes> {
  for (const identity of identities) {
    for (const recipient of recipients) {
      const key = await unwrapOne(recipient, identity, context);
      if (key !== null) yield key;
    }
  }
}

async function unwrapOne(
  recipient: Recipient,
  identity: Identity,
  context: WrapContext,
): Promise<Bytes | null> {
  if (recipient.type === "passphrase" && identity.type === "passphrase") {
    return await unwrapWithPassphrase(identity.passphrase, recipient, context);
  }
  if (recipient.type === "x25519" && identity.type === "x25519") {
    return await unwrapWithX25519(identity.secretKey, recipient, context);
  }
  if (recipient.type === "key" && identity.type === "key") {
    return await unwrapWithKey(identity.key, recipient, context);
  }
  return null;
}
