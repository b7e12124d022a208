import type { Bytes } from "../stream/bytes.ts";
import { fail } from "../store/failure.ts";
import { encodeAgeRecipient } from "./age_keys.ts";
import type { KnownRecipient, Random, SealTarget, WrapContext } from "./recipient.ts";
import { wrapForKey } from "./recipients/key.ts";
import { wrapForPassphrase } from "./recipients/passphrase.ts";
import { wrapForX25519 } from "./recipients/x25519.ts";

/**
 * Wraps a key for each target, in their order.
 *
 * @throws `recipient.invalid` for a public key that nobody can own
 */
export async function wrapFor(
  targets: readonly SealTarget[],
  fileKey: Bytes,
  context: WrapContext,
  random: Random,
): Promise<readonly KnownRecipient[]> {
  const recipients: KnownRecipient[] = [];
  for (const target of targets) {
    recipients.push(await wrapForOne(target, fileKey, context, random));
  }
  return recipients;
}

async function wrapForOne(
  target: SealTarget,
  fileKey: Bytes,
  context: WrapContext,
  random: Random,
): Promise<KnownRecipient> {
  switch (target.type) {
    case "passphrase":
      return await wrapForPassphrase(target, fileKey, context, random);
    case "key":
      return await wrapForKey(target.key, fileKey, context, random);
    case "x25519": {
      const recipient = await wrapForX25519(target.publicKey, fileKey, context, random);
      if (recipient === null) {
        throw fail("recipient.invalid", { text: encodeAgeRecipient(target.publicKey) });
      }
      return recipient;
    }
  }
}
