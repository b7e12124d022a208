import type { Bytes, ByteSource } from "../stream/bytes.ts";
import { sealChunks } from "./chunks.ts";
import { encodeEnvelope } from "./envelope.ts";
import { deriveFileKeys, headerMac, SNAPSHOT_LABEL } from "./file_keys.ts";
import { LENGTHS, type Random, type SealTarget } from "./recipient.ts";
import { wrapFor } from "./wrap_for.ts";

/**
 * Seals a payload for one or more targets and yields the file. The payload must not be empty.
 *
 * @param random Gives file key, salts and ephemeral keys, in the order of the format: file key, salt,
 * then for each recipient its own.
 * @throws `recipient.invalid`
 */
export async function* sealStream(
  payload: ByteSource,
  targets: readonly SealTarget[],
  random: Random,
): AsyncGenerator<Bytes> {
  const fileKey = random(LENGTHS.key);
  const salt = random(LENGTHS.key);
  const keys = await deriveFileKeys(fileKey, salt);
  const recipients = await wrapFor(targets, fileKey, { label: SNAPSHOT_LABEL, salt }, random);
  const before = encodeEnvelope({ salt, commit: keys.commit, recipients });
  yield before;
  yield await headerMac(keys, before);
  yield* sealChunks(keys.payload, payload);
}
