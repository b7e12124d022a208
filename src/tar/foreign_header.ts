import { type Bytes, decodeText } from "../stream/bytes.ts";
import { fail, type OrchestratorError } from "../store/failure.ts";
import { blockChecksum, FIELDS } from "./header_blocks.ts";

/** What a header block of an archive of any program says. */
export interface ForeignBlock {
  /** One character; a block of the oldest format has NUL for a file. */
  readonly type: string;
  /** With its prefix. Bytes that are no UTF-8 are replaced by U+FFFD. */
  readonly name: string;
  /** Where a link leads to. */
  readonly link: string;
  readonly size: number;
  /** In seconds since 1970. */
  readonly mtime: number;
  /** The permissions. */
  readonly mode: number;
}

/** What stands before an entry and counts instead of its block. */
export interface ForeignExtension {
  readonly name?: string;
  readonly link?: string;
  readonly size?: number;
  readonly mtime?: number;
  /** The content is stored in another way than as its bytes. */
  readonly isSparse?: boolean;
}

const LINK = [157, 100] as const;
const PREFIX = [345, 155] as const;
const POSIX_MAGIC = "ustar\0";
const DECODER = new TextDecoder();

/**
 * Understands a header block as programs have written it in forty years: numbers in octal with spaces
 * or zeros around, or in binary; names with a prefix in POSIX archives.
 *
 * @throws `snapshot.damaged`
 */
export function parseForeignBlock(block: Bytes): ForeignBlock {
  if (numberIn(block, FIELDS.checksum) !== blockChecksum(block)) throw refuse("checksum");
  const isPosix = latin1(block, [257, POSIX_MAGIC.length]) === POSIX_MAGIC;
  const prefix = isPosix ? textIn(block, PREFIX) : "";
  const name = textIn(block, FIELDS.name);
  return {
    type: latin1(block, FIELDS.type),
    name: prefix === "" ? name : `${prefix}/${name}`,
    link: textIn(block, LINK),
    size: numberIn(block, FIELDS.size),
    mtime: numberIn(block, FIELDS.mtime),
    mode: numberIn(block, FIELDS.mode) & 0o7777,
  };
}

/**
 * Understands the records of a pax header, `<length> <key>=<value>\n` each; the last of a key counts.
 *
 * @throws `snapshot.damaged`
 */
export function parseForeignPax(body: Bytes): ForeignExtension {
  const found = new Map<string, string>();
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at);
    const length = Number(DECODER.decode(body.subarray(at, space)));
    const end = at + length;
    if (!Number.isSafeInteger(length) || end <= space || end > body.length) throw refuse("pax");
    const record = DECODER.decode(body.subarray(space + 1, end - 1));
    const equals = record.indexOf("=");
    if (body[end - 1] !== 0x0a || equals < 1) throw refuse("pax");
    found.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  const [name, link] = [found.get("path"), found.get("linkpath")];
  const [size, mtime] = [numberOf(found.get("size")), numberOf(found.get("mtime"))];
  return {
    ...(name === undefined ? {} : { name }),
    ...(link === undefined ? {} : { link }),
    ...(size === null ? {} : { size: Math.trunc(size) }),
    ...(mtime === null ? {} : { mtime }),
    isSparse: Array.from(found.keys()).some((key) => key.startsWith("GNU.sparse.")),
  };
}

/** The name in the body of a long name of GNU's. */
export function parseLongName(body: Bytes): string {
  const end = body.indexOf(0);
  return DECODER.decode(end === -1 ? body : body.subarray(0, end));
}

/** Whether a name was written in UTF-8. */
export function isText(name: string): boolean {
  return !name.includes("\ufffd");
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = /^-?[0-9]+(?:\.[0-9]+)?$/.test(text) ? Number(text) : NaN;
  if (!(value <= Number.MAX_SAFE_INTEGER)) throw refuse("pax");
  return Math.max(0, value);
}

type Field = readonly [start: number, length: number];

/** Binary where the first bit is set; a negative number is 0. */
function numberIn(block: Bytes, [start, length]: Field): number {
  const field = block.subarray(start, start + length);
  const first = field[0] ?? 0;
  if ((first & 0x80) === 0) {
    const [, digits = ""] = /^[ \0]*([0-7]*)[ \0]*$/.exec(latin1(block, [start, length])) ?? [];
    return digits === "" ? 0 : parseInt(digits, 8);
  }
  if (first === 0xff) return 0;
  const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  if (value > Number.MAX_SAFE_INTEGER) throw refuse("not_canonical");
  return value;
}

function textIn(block: Bytes, [start, length]: Field): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  const bytes = end === -1 ? field : field.subarray(0, end);
  return decodeText(bytes) ?? DECODER.decode(bytes);
}

function latin1(block: Bytes, [start, length]: Field): string {
  return String.fromCharCode(...block.subarray(start, start + length));
}

function refuse(found: "checksum" | "pax" | "not_canonical"): OrchestratorError {
  return fail("snapshot.damaged", { problem: { kind: "archive", found } });
}
