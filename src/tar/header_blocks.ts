import { type Bytes, concatBytes, encodeText } from "../stream/bytes.ts";
import { BLOCK_LENGTH, type EntryHeader, paddingOf } from "./entry.ts";

/** Names of the fields of a ustar header that differ between entries: offset and length in bytes. */
export const FIELDS = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  major: [329, 8],
  minor: [337, 8],
} as const;

/** Stands in the name field when the name is in a pax header before it. */
export const PAX_NAME = "pax";

/** The type of a header block. */
export const TYPES = { file: "0", directory: "5", pax: "x" } as const;

const LARGEST_OCTAL = 8 ** 11 - 1;

/** All header blocks of an entry: one, or three when the ustar header cannot hold name or size. */
export function encodeEntryHeader(entry: EntryHeader): Bytes {
  const name = entry.kind === "directory" ? `${entry.name}/` : entry.name;
  const fits = /^[\x20-\x7e]{1,100}$/.test(name);
  const records = [
    ...(fits ? [] : [paxRecord("path", name)]),
    ...(entry.size <= LARGEST_OCTAL ? [] : [paxRecord("size", String(entry.size))]),
  ];
  const own = encodeBlock({
    name: fits ? name : PAX_NAME,
    mode: entry.kind === "directory" ? 0o755 : 0o644,
    size: entry.size <= LARGEST_OCTAL ? entry.size : 0,
    mtime: entry.mtime,
    type: TYPES[entry.kind],
  });
  return records.length === 0 ? own : concatBytes([...paxBlocks(concatBytes(records)), own]);
}

/** The sum that a header block has to hold: of all its bytes, those of the sum itself as spaces. */
export function blockChecksum(block: Uint8Array): number {
  const [start, length] = FIELDS.checksum;
  let sum = 0x20 * length;
  // A loop, because there is a block for every entry and a call for every byte is slow.
  for (let index = 0; index < block.length; index++) sum += block[index] ?? 0;
  for (let index = start; index < start + length; index++) sum -= block[index] ?? 0;
  return sum;
}

function paxBlocks(body: Bytes): readonly Bytes[] {
  const header = { name: PAX_NAME, mode: 0o644, size: body.length, mtime: 0, type: TYPES.pax };
  return [encodeBlock(header), body, new Uint8Array(paddingOf(body.length))];
}

/** A record begins with its own length in decimal, the digits included. */
function paxRecord(key: string, value: string): Bytes {
  const rest = encodeText(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length++;
  return concatBytes([encodeText(String(length)), rest]);
}

interface BlockFields {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
  readonly mtime: number;
  readonly type: string;
}

function encodeBlock({ name, mode, size, mtime, type }: BlockFields): Bytes {
  const block = new Uint8Array(BLOCK_LENGTH);
  function put([start, length]: readonly [number, number], text: string): void {
    for (let index = 0; index < Math.min(length, text.length); index++) {
      block[start + index] = text.charCodeAt(index);
    }
  }
  put(FIELDS.name, name);
  put(FIELDS.mode, octal(mode, 7));
  put(FIELDS.uid, octal(0, 7));
  put(FIELDS.gid, octal(0, 7));
  put(FIELDS.size, octal(size, 11));
  put(FIELDS.mtime, octal(mtime, 11));
  put(FIELDS.type, type);
  put(FIELDS.magic, "ustar\u000000");
  put(FIELDS.major, octal(0, 7));
  put(FIELDS.minor, octal(0, 7));
  put(FIELDS.checksum, `${octal(blockChecksum(block), 6)} `);
  return block;
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, "0")}\0`;
}
