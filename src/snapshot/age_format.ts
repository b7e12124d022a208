import type { Decrypter } from "age-encryption";
import { encodeAgeIdentity, encodeAgeRecipient } from "../seal/age_keys.ts";
import type { Identity, SealTarget } from "../seal/recipient.ts";
import { fail, OrchestratorError } from "../store/failure.ts";
import { type Bytes, type ByteSource, freeBytes } from "../stream/bytes.ts";
import { nudgeCollector } from "../stream/nudge_collector.ts";

/** What every file of age (version 1) begins with. */
export const AGE_MAGIC = "age-encryption.org/v1\n";

/** Of 2 MiB, as age cuts them. */
const BLOCKS_PER_NUDGE = 32;

const NO_MATCH = /no identity matched/;

/**
 * Encrypts a payload as age does: for X25519 keys, or for one passphrase alone.
 *
 * @throws `age.recipients` for targets that age cannot have
 */
export async function* sealWithAge(
  payload: ByteSource,
  targets: readonly SealTarget[],
): AsyncGenerator<Bytes> {
  requirePossible(targets);
  const { Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  for (const target of targets) {
    if (target.type === "passphrase") encrypter.setPassphrase(target.passphrase);
    if (target.type === "x25519") encrypter.addRecipient(encodeAgeRecipient(target.publicKey));
  }
  yield* blocksOf(await encrypter.encrypt(ReadableStream.from<Bytes>(payload)));
}

/**
 * Decrypts what age has encrypted; null when no identity fits. A block is authentic when it comes out.
 *
 * @throws `snapshot.damaged`, also while the result is read
 */
export async function openWithAge(
  source: ByteSource,
  identities: readonly Identity[],
): Promise<AsyncGenerator<Bytes> | null> {
  const usable = identities.filter(({ type }) => type !== "key");
  if (usable.length === 0) return null;
  const { Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  for (const identity of usable) addIdentity(decrypter, identity);
  try {
    return checked(await decrypter.decrypt(ReadableStream.from<Bytes>(source)));
  } catch (error) {
    if (error instanceof Error && NO_MATCH.test(error.message)) return null;
    throw damaged(error);
  }
}

function addIdentity(decrypter: Decrypter, identity: Identity): void {
  if (identity.type === "passphrase") decrypter.addPassphrase(identity.passphrase);
  if (identity.type === "x25519") decrypter.addIdentity(encodeAgeIdentity(identity.secretKey));
}

async function* checked(stream: ReadableStream<Uint8Array>): AsyncGenerator<Bytes> {
  try {
    yield* blocksOf(stream);
  } catch (error) {
    throw damaged(error);
  }
}

/** A block is there until the next one is asked for. */
async function* blocksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Bytes> {
  let count = 0;
  for await (const block of stream) {
    const bytes = new Uint8Array(block);
    yield bytes;
    freeBytes(bytes);
    if (++count % BLOCKS_PER_NUDGE === 0) nudgeCollector();
  }
}

function damaged(error: unknown): unknown {
  // What reading the source has to say is said as it is.
  if (error instanceof OrchestratorError) return error;
  return fail("snapshot.damaged", { problem: { kind: "age" } });
}

function requirePossible(targets: readonly SealTarget[]): void {
  if (targets.some(({ type }) => type === "key")) throw fail("age.recipients", { found: "key" });
  const hasPassphrase = targets.some(({ type }) => type === "passphrase");
  if (hasPassphrase && targets.length > 1) throw fail("age.recipients", { found: "passphrase" });
}
