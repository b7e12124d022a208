import { readEnvelope } from "../seal/envelope.ts";
import type { Header } from "../seal/header.ts";
import { openEnvelope } from "../seal/open_envelope.ts";
import type { Identity, Recipient } from "../seal/recipient.ts";
import { isEnvelope } from "../seal/envelope.ts";
import { fail } from "../store/failure.ts";
import { ByteReader } from "../stream/byte_reader.ts";
import type { Bytes, ByteSource } from "../stream/bytes.ts";
import { readFrames } from "../tar/frames.ts";
import type { ZstdCodec } from "../tar/zstd_codec.ts";

/** What a file with a snapshot in it is. */
export type SnapshotForm = "orcsnap" | "plain";

/** A snapshot whose form and header are known, and nothing else. */
export interface ClosedSnapshot {
  readonly form: SnapshotForm;
  /** Null without encryption. */
  readonly header: Header | null;
  /**
   * The tar in it, as it is expanded; each block is authentic where the snapshot is encrypted. That it
   * is complete is known when it ends. To be called once.
   *
   * @param identities What there is to open it with; nothing is needed without encryption.
   * @throws `snapshot.locked` when none fits, `snapshot.damaged`
   */
  open(identities: readonly Identity[], codec: ZstdCodec): Promise<AsyncGenerator<Bytes>>;
}

const BEGINNING_LENGTH = 8;
const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;

/**
 * Reads a snapshot up to where a key is needed.
 *
 * @throws `snapshot.damaged`, `snapshot.newer`
 */
export async function readSnapshot(source: ByteSource): Promise<ClosedSnapshot> {
  const reader = new ByteReader(source);
  const beginning = await reader.read(BEGINNING_LENGTH);
  const whole = joined(beginning, reader);
  if (ZSTD_MAGIC.every((byte, index) => beginning[index] === byte)) return plainSnapshot(whole);
  if (!isEnvelope(beginning)) throw noSnapshot(beginning);
  return await sealedSnapshot(whole);
}

/** The types of recipients that a header names, for people. */
export function recipientTypes(recipients: readonly Recipient[]): readonly string[] {
  return recipients.map((recipient) =>
    recipient.type === "unknown" ? String(recipient.fields[0]?.[1]) : recipient.type
  );
}

function plainSnapshot(source: ByteSource): ClosedSnapshot {
  return {
    form: "plain",
    header: null,
    open: (_, codec) => Promise.resolve(readFrames(source, codec)),
  };
}

async function sealedSnapshot(source: ByteSource): Promise<ClosedSnapshot> {
  const envelope = await readEnvelope(source);
  const { header } = envelope;
  return {
    form: "orcsnap",
    header,
    async open(identities, codec) {
      const opened = await openEnvelope(envelope, identities);
      if (opened === null) {
        throw fail("snapshot.locked", {
          recipients: recipientTypes(header.recipients),
          tried: [...new Set(identities.map(({ type }) => type))],
        });
      }
      return readFrames(opened.payload(), codec);
    },
  };
}

function noSnapshot(beginning: Bytes): Error {
  const kind = beginning.length < BEGINNING_LENGTH ? "cut" : "no_snapshot";
  return fail("snapshot.damaged", { problem: { kind } });
}

async function* joined(beginning: Bytes, reader: ByteReader): AsyncGenerator<Bytes> {
  yield beginning;
  yield* reader.rest();
}
