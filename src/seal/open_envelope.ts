import { type Bytes, equalBytes } from "../stream/bytes.ts";
import { fail } from "../store/failure.ts";
import { openChunks } from "./chunks.ts";
import type { Envelope } from "./envelope.ts";
import { deriveFileKeys, type FileKeys, headerMac, SNAPSHOT_LABEL } from "./file_keys.ts";
import type { Header } from "./header.ts";
import type { Identity } from "./recipient.ts";
import { unwrapWith } from "./unwrap_with.ts";

/** Keys that belong to an envelope, whose header is authentic. */
export interface OpenedEnvelope {
  /**
   * The payload, chunk by chunk, each authentic and there until the next one is asked for; that it is
   * complete is known when it ends. To be called once.
   */
  payload(): AsyncGenerator<Bytes>;
}

/**
 * Opens an envelope with the first identity that fits; null when none does.
 *
 * @throws `snapshot.damaged` when an identity fits, but the header is not the one that was sealed
 */
export async function openEnvelope(
  envelope: Envelope,
  identities: readonly Identity[],
): Promise<OpenedEnvelope | null> {
  const keys = await findKeys(envelope.header, identities);
  if (keys === null) return null;
  if (!equalBytes(await headerMac(keys, envelope.before), envelope.mac)) {
    throw fail("snapshot.damaged", { problem: { kind: "mac" } });
  }
  return { payload: () => openChunks(keys.payload, envelope.chunks) };
}

async function findKeys(
  { salt, commit, recipients }: Header,
  identities: readonly Identity[],
): Promise<FileKeys | null> {
  const context = { label: SNAPSHOT_LABEL, salt };
  for await (const fileKey of unwrapWith(recipients, identities, context)) {
    const keys = await deriveFileKeys(fileKey, salt);
    // A file key that fits its wrapping by design, but not this file, opens nothing.
    if (equalBytes(keys.commit, commit)) return keys;
  }
  return null;
}
