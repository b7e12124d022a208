import { ByteReader } from "../stream/byte_reader.ts";
import { type Bytes, type ByteSource, concatBytes, encodeText } from "../stream/bytes.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import type { SnapshotProblem } from "../store/snapshot_problem.ts";
import { decodeHeader, encodeHeader, type Header, LONGEST_HEADER } from "./header.ts";

const MAGIC = "ORCSNAP1";
const NEWER_MAGIC = /^ORCSNAP([0-9])/;
const MAC_LENGTH = 32;

/** The readable part of a sealed file, and what follows it. */
export interface Envelope {
  readonly header: Header;
  /** All bytes before the authentication code. */
  readonly before: Bytes;
  readonly mac: Bytes;
  /** Stands at the first chunk. */
  readonly chunks: ByteReader;
}

/** All bytes of a sealed file before its authentication code. */
export function encodeEnvelope(header: Header): Bytes {
  const encoded = encodeHeader(header);
  if (encoded.length > LONGEST_HEADER) throw refuse({ kind: "header", found: "long" });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, encoded.length);
  return concatBytes([encodeText(MAGIC), length, encoded]);
}

/**
 * Reads a sealed file up to its first chunk. Nothing of it is authentic yet.
 *
 * @throws `snapshot.newer`, `snapshot.damaged`
 */
export async function readEnvelope(source: ByteSource): Promise<Envelope> {
  const chunks = new ByteReader(source);
  const magic = await chunks.read(MAGIC.length);
  requireMagic(magic);
  const length = await readExactly(chunks, 4);
  const headerLength = new DataView(length.buffer, length.byteOffset).getUint32(0);
  if (headerLength > LONGEST_HEADER) throw refuse({ kind: "header", found: "long" });
  const encoded = await readExactly(chunks, headerLength);
  const header = decodeHeader(encoded);
  const before = concatBytes([magic, length, encoded]);
  return { header, before, mac: await readExactly(chunks, MAC_LENGTH), chunks };
}

/** Whether a file that begins so is, or once was, a sealed one of any version. */
export function isEnvelope(beginning: Uint8Array): boolean {
  return NEWER_MAGIC.test(asciiOf(beginning));
}

function requireMagic(bytes: Bytes): void {
  const magic = asciiOf(bytes);
  if (magic === MAGIC) return;
  const version = NEWER_MAGIC.exec(magic)?.[1];
  if (version !== undefined) throw fail("snapshot.newer", { version });
  throw refuse(MAGIC.startsWith(magic) ? { kind: "cut" } : { kind: "no_snapshot" });
}

function asciiOf(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes.subarray(0, MAGIC.length));
}

async function readExactly(reader: ByteReader, length: number): Promise<Bytes> {
  const bytes = await reader.read(length);
  if (bytes.length < length) throw refuse({ kind: "cut" });
  return bytes;
}

function refuse(problem: SnapshotProblem): OrchestratorError {
  return fail("snapshot.damaged", { problem });
}
