import { readEnvelope } from "../seal/envelope.ts";
import type { Header } from "../seal/header.ts";
import { openEnvelope } from "../seal/open_envelope.ts";
import type { Identity, Recipient } from "../seal/recipient.ts";
import { isEnvelope } from "../seal/envelope.ts";
import { fail } from "../store/failure.ts";
import { ByteReader } from "../stream/byte_reader.ts";
import {
  type Bytes,
  type ByteSource,
  concatBytes,
  decodeText,
  encodeText,
} from "../stream/bytes.ts";
import { readFrames } from "../tar/frames.ts";
import type { ZstdCodec } from "../tar/zstd_codec.ts";
import { AGE_MAGIC, openWithAge } from "./age_format.ts";

/** What a file with a snapshot in it is. */
export type SnapshotForm = "orcsnap" | "age" | "plain";

/** A snapshot whose form and header are known, and nothing else. */
export interface ClosedSnapshot {
  readonly form: SnapshotForm;
  /** Null but for `orcsnap`. */
  readonly header: Header | null;
  /** The types of keys that it is sealed for; empty without encryption. */
  readonly recipients: readonly string[];
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

/** More than the header of any age file that somebody makes on purpose. */
const AGE_HEADER_LENGTH = 65_536;

/** What age calls its recipients, and we do. */
const AGE_TYPES: ReadonlyMap<string, string> = new Map([
  ["X25519", "x25519"],
  ["scrypt", "passphrase"],
]);
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
  if (decodeText(beginning) === AGE_MAGIC.slice(0, BEGINNING_LENGTH)) {
    return await ageSnapshot(beginning, reader);
  }
  if (!isEnvelope(beginning)) throw noSnapshot(beginning);
  return await sealedSnapshot(whole);
}

/** The types of recipients that a header names. */
function recipientTypes(recipients: readonly Recipient[]): readonly string[] {
  return recipients.map((recipient) =>
    recipient.type === "unknown" ? String(recipient.fields[0]?.[1]) : recipient.type
  );
}

function plainSnapshot(source: ByteSource): ClosedSnapshot {
  return {
    form: "plain",
    header: null,
    recipients: [],
    open: (_, codec) => Promise.resolve(readFrames(source, codec)),
  };
}

async function sealedSnapshot(source: ByteSource): Promise<ClosedSnapshot> {
  const envelope = await readEnvelope(source);
  const { header } = envelope;
  const recipients = recipientTypes(header.recipients);
  return {
    form: "orcsnap",
    header,
    recipients,
    async open(identities, codec) {
      const opened = await openEnvelope(envelope, identities);
      if (opened === null) throw locked(recipients, identities);
      return readFrames(opened.payload(), codec);
    },
  };
}

/** A file of age names in its header, line by line, for what kinds of keys it is. */
async function ageSnapshot(beginning: Bytes, reader: ByteReader): Promise<ClosedSnapshot> {
  const more = await reader.read(AGE_HEADER_LENGTH);
  const lines = new TextDecoder("latin1").decode(more).split("\n--- ")[0]?.split("\n") ?? [];
  const names = lines.filter((line) => line.startsWith("-> ")).map((line) =>
    line.split(" ")[1] ?? ""
  );
  const recipients = names.map((name) => AGE_TYPES.get(name) ?? name);
  return {
    form: "age",
    header: null,
    recipients,
    async open(identities, codec) {
      const payload = await openWithAge(joined(concatBytes([beginning, more]), reader), identities);
      if (payload === null) throw locked(recipients, identities);
      return readFrames(payload, codec);
    },
  };
}

function locked(recipients: readonly string[], identities: readonly Identity[]): Error {
  const tried = [...new Set(identities.map(({ type }) => type))];
  return fail("snapshot.locked", { recipients, tried });
}

function noSnapshot(beginning: Bytes): Error {
  const starts = [encodeText("ORCSNAP"), encodeText(AGE_MAGIC), Uint8Array.from(ZSTD_MAGIC)];
  // What is that short may still be the beginning of one.
  const isCut = beginning.length < BEGINNING_LENGTH &&
    starts.some((start) =>
      beginning.every((byte, index) => index >= start.length || byte === start[index])
    );
  const kind = isCut ? "cut" : "no_snapshot";
  return fail("snapshot.damaged", { problem: { kind } });
}

async function* joined(beginning: Bytes, reader: ByteReader): AsyncGenerator<Bytes> {
  yield beginning;
  yield* reader.rest();
}
