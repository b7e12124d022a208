import { blockChecksum, FIELDS } from "../../../src/tar/header_blocks.ts";
import { type Bytes, concatBytes, encodeText } from "../../../src/stream/bytes.ts";

/** The fields of a header block as text, however wrong; those not given are as they should be. */
export interface RawFields {
  readonly name?: string | Uint8Array;
  readonly mode?: string;
  readonly uid?: string;
  readonly gid?: string;
  readonly size?: string;
  readonly mtime?: string;
  readonly type?: string;
  readonly linkname?: string;
  readonly magic?: string;
  readonly owner?: string;
  readonly group?: string;
  readonly prefix?: string;
  readonly checksum?: string;
}

/** A header block made of these fields; the sum is right unless it is given. */
export function rawBlock(fields: RawFields): Bytes {
  const block = new Uint8Array(512);
  function put(start: number, value: string | Uint8Array): void {
    block.set(typeof value === "string" ? encodeText(value) : value, start);
  }
  put(FIELDS.name[0], fields.name ?? "a");
  put(FIELDS.mode[0], fields.mode ?? (fields.type === "5" ? "0000755\0" : "0000644\0"));
  put(FIELDS.uid[0], fields.uid ?? "0000000\0");
  put(FIELDS.gid[0], fields.gid ?? "0000000\0");
  put(FIELDS.size[0], fields.size ?? "00000000000\0");
  put(FIELDS.mtime[0], fields.mtime ?? "00000000000\0");
  put(FIELDS.type[0], fields.type ?? "0");
  put(157, fields.linkname ?? "");
  put(FIELDS.magic[0], fields.magic ?? "ustar\u000000");
  put(265, fields.owner ?? "");
  put(297, fields.group ?? "");
  put(FIELDS.major[0], "0000000\0");
  put(FIELDS.minor[0], "0000000\0");
  put(345, fields.prefix ?? "");
  const sum = blockChecksum(block).toString(8).padStart(6, "0");
  put(FIELDS.checksum[0], fields.checksum ?? `${sum}\0 `);
  return block;
}

/** A pax header with this body, and the entry that it is for. */
export function rawPax(body: string | Uint8Array, entry: RawFields, header: RawFields = {}): Bytes {
  const bytes = typeof body === "string" ? encodeText(body) : body;
  const size = `${bytes.length.toString(8).padStart(11, "0")}\0`;
  const padding = new Uint8Array((512 - bytes.length % 512) % 512);
  const own = rawBlock({ name: "pax", type: "x", size, ...header });
  return concatBytes([own, bytes, padding, rawBlock({ name: "pax", ...entry })]);
}

/** A record of a pax header with its right length. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = encodeText(rest).length;
  let length = bytes + 1;
  while (String(length).length + bytes !== length) length++;
  return `${length}${rest}`;
}

/** The end of every archive. */
export const END: Bytes = new Uint8Array(1024);
