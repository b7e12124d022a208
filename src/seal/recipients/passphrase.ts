import { type Bytes, concatBytes, decodeText, encodeText } from "../../stream/bytes.ts";
import { deriveWithPbkdf2 } from "../derive.ts";
import { LENGTHS, type PassphraseRecipient, type Random, type WrapContext } from "../recipient.ts";
import { unwrapKey, wrapKey } from "../wrap_key.ts";

/** Wraps a file key for whoever knows the passphrase. */
export async function wrapForPassphrase(
  { passphrase, iterations }: { readonly passphrase: string; readonly iterations: number },
  fileKey: Bytes,
  context: WrapContext,
  random: Random,
): Promise<PassphraseRecipient> {
  const salt = random(LENGTHS.passphraseSalt);
  const wrapping = await wrappingKey(passphrase, salt, iterations, context);
  const wrapped = await wrapKey(wrapping, fileKey, "passphrase", context);
  return { type: "passphrase", salt, iterations, wrapped };
}

/** The file key, or null with another passphrase. Takes as long as the recipient demands. */
export async function unwrapWithPassphrase(
  passphrase: string,
  recipient: PassphraseRecipient,
  context: WrapContext,
): Promise<Bytes | null> {
  const { salt, iterations } = recipient;
  return await unwrapKey(
    await wrappingKey(passphrase, salt, iterations, context),
    recipient,
    context,
  );
}

/**
 * The passphrase in a file: all of it but one line end after it. Null when nothing is left, or when it
 * is not UTF-8.
 */
export function passphraseOfFile(bytes: Uint8Array): string | null {
  const text = decodeText(bytes)?.replace(/\r?\n$/, "") ?? "";
  return text === "" ? null : text;
}

function wrappingKey(
  passphrase: string,
  salt: Bytes,
  iterations: number,
  { label }: WrapContext,
): Promise<Bytes> {
  const bound = concatBytes([encodeText(`${label} passphrase\0`), salt]);
  return deriveWithPbkdf2(encodeText(passphrase.normalize("NFC")), bound, iterations);
}
