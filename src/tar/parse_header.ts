import { type Bytes, decodeText } from "../stream/bytes.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import { blockChecksum, FIELDS } from "./header_blocks.ts";

/** What a header block says, as far as readers look at it. */
export interface BlockHeader {
  /** One character. */
  readonly type: string;
  readonly name: string;
  readonly size: number;
  readonly mtime: number;
}

/** What a pax header says, null where it says nothing. */
export interface PaxFields {
  readonly path: string | null;
  readonly size: number | null;
}

/** What is said where there is no pax header. */
export const NO_PAX: PaxFields = { path: null, size: null };

const OCTAL = /^[0-7]+\0/;
const PAX_BODY = /^(?:[0-9]{1,4} path=([^\n\0]*)\n)?(?:[0-9]{1,2} size=([0-9]{1,16})\n)?$/;

/**
 * Understands a header block. That it is written as it should be is for the caller to find out, by
 * writing it again.
 *
 * @throws `snapshot.damaged`
 */
export function parseBlock(block: Bytes): BlockHeader {
  if (octalOf(block, FIELDS.checksum) !== blockChecksum(block)) throw refuse("checksum");
  const type = String.fromCharCode(block[FIELDS.type[0]] ?? 0);
  const [start, length] = FIELDS.name;
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  const name = decodeText(end === -1 ? field : field.subarray(0, end));
  if (name === null) {
    const problem = { kind: "name", name: latin1(field), found: "not_text" } as const;
    throw fail("snapshot.damaged", { problem });
  }
  return {
    type,
    name,
    size: octalOf(block, FIELDS.size) ?? 0,
    mtime: octalOf(block, FIELDS.mtime) ?? 0,
  };
}

/** Understands the body of a pax header, with the same reserve. */
export function parsePax(body: Bytes): PaxFields {
  const text = decodeText(body);
  const match = text === null || text === "" ? null : PAX_BODY.exec(text);
  if (match === null) throw refuse("pax");
  const [, path = null, size] = match;
  return { path, size: size === undefined ? null : Number(size) };
}

function octalOf(block: Bytes, [start, length]: readonly [number, number]): number | null {
  const digits = OCTAL.exec(latin1(block.subarray(start, start + length)))?.[0];
  return digits === undefined ? null : parseInt(digits, 8);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function refuse(found: "checksum" | "pax"): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "archive", found } });
}
