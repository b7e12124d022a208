import { ByteReader } from "../stream/byte_reader.ts";
import { type Bytes, type ByteSource, concatBytes, equalBytes } from "../stream/bytes.ts";
import { type ArchiveEntry, BLOCK_LENGTH, type EntryHeader, paddingOf } from "./entry.ts";
import { nameProblem } from "./entry_name.ts";
import { encodeEntryHeader, TYPES } from "./header_blocks.ts";
import { type BlockHeader, NO_PAX, parseBlock, parsePax, type PaxFields } from "./parse_header.ts";
import { readContent, readExactly, refuse } from "./read_parts.ts";
import { TakenNames } from "./taken_names.ts";

/** How many files and directories an archive may hold. */
export const MOST_ENTRIES = 200_000;

/** In bytes; a name of the longest kind and a size take much less. */
const LARGEST_PAX = 4096;

/**
 * Reads an archive that {@link writeArchive} could have written, and refuses any other: an entry comes
 * out only when its header is the one that would be written for it, its name is safe and meets no
 * other. A consumer has to be done with one entry before it takes the next.
 *
 * @throws `snapshot.damaged`
 */
export async function* readArchive(
  source: ByteSource,
  mostEntries: number = MOST_ENTRIES,
): AsyncGenerator<ArchiveEntry> {
  const reader = new ByteReader(source);
  const names = new TakenNames();
  try {
    for (let count = 0;; count++) {
      const header = await readHeader(reader);
      if (header === null) break;
      if (count === mostEntries) throw refuse({ kind: "entries", limit: mostEntries });
      if (!names.take(header.name, header.kind)) {
        throw refuse({ kind: "name", name: header.name, found: "taken" });
      }
      const content = readContent(reader, header.size);
      yield { ...header, content };
      // What the consumer has left of it.
      while ((await content.next()).done !== true);
      await requireZeros(reader, paddingOf(header.size));
    }
    await requireZeros(reader, BLOCK_LENGTH);
    if (!(await reader.atEnd())) throw refuse({ kind: "archive", found: "more" });
  } finally {
    await reader.close();
  }
}

/** Null at the first of the two blocks of zeros. */
async function readHeader(reader: ByteReader): Promise<EntryHeader | null> {
  const first = await readExactly(reader, BLOCK_LENGTH);
  if (isZero(first)) return null;
  const parsed = parseBlock(first);
  if (parsed.type !== TYPES.pax) return understand(parsed, NO_PAX, first);
  if (parsed.size > LARGEST_PAX) throw refuse({ kind: "archive", found: "pax" });
  const body = await readExactly(reader, parsed.size + paddingOf(parsed.size));
  const pax = parsePax(body.subarray(0, parsed.size));
  const own = await readExactly(reader, BLOCK_LENGTH);
  return understand(parseBlock(own), pax, concatBytes([first, body, own]));
}

function understand(block: BlockHeader, pax: PaxFields, bytes: Bytes): EntryHeader {
  const written = pax.path ?? block.name;
  const kind = kindOf(block.type);
  if (kind === null) throw refuse({ kind: "type", name: written, type: block.type });
  const name = kind === "directory" ? written.replace(/\/$/, "") : written;
  const found = nameProblem(name);
  if (found !== null) throw refuse({ kind: "name", name: written, found });
  const header = { kind, name, size: pax.size ?? block.size, mtime: block.mtime };
  if (
    (kind === "directory" && header.size !== 0) || !equalBytes(encodeEntryHeader(header), bytes)
  ) {
    throw refuse({ kind: "archive", found: "not_canonical" });
  }
  return header;
}

function kindOf(type: string): EntryHeader["kind"] | null {
  if (type === TYPES.file) return "file";
  return type === TYPES.directory ? "directory" : null;
}

async function requireZeros(reader: ByteReader, length: number): Promise<void> {
  const padding = await readExactly(reader, length);
  if (!isZero(padding)) throw refuse({ kind: "archive", found: "not_canonical" });
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
