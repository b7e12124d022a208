import { ByteReader } from "../stream/byte_reader.ts";
import type { Bytes, ByteSource } from "../stream/bytes.ts";
import { BLOCK_LENGTH, paddingOf } from "./entry.ts";
import {
  type ForeignBlock,
  type ForeignExtension,
  parseForeignBlock,
  parseForeignPax,
  parseLongName,
} from "./foreign_header.ts";
import { readContent, readExactly, refuse } from "./read_parts.ts";

/** What lies in an archive that another program has written. Nothing of it has been checked. */
export interface ForeignEntry {
  readonly kind: "file" | "directory" | "symlink" | "other";
  /** The character of its header that says what it is. */
  readonly type: string;
  readonly name: string;
  /** Where a link leads to. */
  readonly link: string;
  /** Of the content, in bytes. */
  readonly size: number;
  /** In seconds since 1970. */
  readonly mtime: number;
  readonly mode: number;
  /** To be taken before the next entry; what is not taken is skipped. */
  readonly content: AsyncIterable<Bytes>;
}

/** An archive of a whole repository may hold the packages that it uses. */
const MOST_ENTRIES = 2_000_000;

/** In bytes; names and times take much less. */
const LARGEST_EXTENSION = 1_048_576;

const KINDS: ReadonlyMap<string, ForeignEntry["kind"]> = new Map([
  ["0", "file"],
  ["\0", "file"],
  ["7", "file"],
  ["5", "directory"],
  ["2", "symlink"],
]);

/** Types of entries that have no content, whatever their size says. */
const WITHOUT_CONTENT = "123456";

/**
 * Reads an archive as tar and bsdtar write them: the formats v7, ustar, pax and gnu. Contents that are
 * stored in another way than as their bytes come as `other`.
 *
 * @throws `snapshot.damaged` for what is no archive, is cut off, or has too many entries
 */
export async function* readForeignArchive(source: ByteSource): AsyncGenerator<ForeignEntry> {
  const reader = new ByteReader(source);
  try {
    let extension: ForeignExtension = {};
    for (let count = 0;; count++) {
      const first = await readExactly(reader, BLOCK_LENGTH);
      if (first.every((byte) => byte === 0)) return;
      if (count === MOST_ENTRIES) throw refuse({ kind: "entries", limit: MOST_ENTRIES });
      const block = parseForeignBlock(first);
      const more = await readExtension(reader, block);
      if (more !== null) {
        extension = { ...extension, ...more };
        continue;
      }
      const entry = entryOf(block, extension);
      extension = {};
      const content = readContent(reader, entry.size);
      yield { ...entry, content };
      while ((await content.next()).done !== true);
      await readExactly(reader, paddingOf(entry.size));
    }
  } finally {
    await reader.close();
  }
}

/** What stands before another entry; null for an entry. */
async function readExtension(
  reader: ByteReader,
  { type, size }: ForeignBlock,
): Promise<ForeignExtension | null> {
  if (!"xXgLK".includes(type)) return null;
  if (size > LARGEST_EXTENSION) throw refuse({ kind: "archive", found: "pax" });
  const body = (await readExactly(reader, size + paddingOf(size))).subarray(0, size);
  switch (type) {
    case "L":
      return { name: parseLongName(body) };
    case "K":
      return { link: parseLongName(body) };
    case "g":
      // What is said of all entries is never a name or a size.
      return {};
    default:
      return parseForeignPax(body);
  }
}

function entryOf(
  block: ForeignBlock,
  { isSparse, ...extension }: ForeignExtension,
): Omit<ForeignEntry, "content"> {
  const entry = { ...block, ...extension };
  const { name, type } = entry;
  const kind = isSparse === true ? "other" : KINDS.get(type) ?? "other";
  // The oldest format has no type for a directory.
  const isDirectory = kind === "file" && name.endsWith("/");
  return {
    ...entry,
    kind: isDirectory ? "directory" : kind,
    name: name.replace(/(?<=.)\/+$/, ""),
    size: WITHOUT_CONTENT.includes(type) ? 0 : entry.size,
  };
}
