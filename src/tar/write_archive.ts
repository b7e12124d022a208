import type { Bytes } from "../stream/bytes.ts";
import { BLOCK_LENGTH, type NewEntry, paddingOf } from "./entry.ts";
import { encodeEntryHeader } from "./header_blocks.ts";

/**
 * Writes an archive: the entries in the order given, two blocks of zeros. The same entries give the
 * same bytes. Names are the caller's to check.
 *
 * @throws `RangeError` when a content has another length than its entry says
 */
export async function* writeArchive(
  entries: AsyncIterable<NewEntry> | Iterable<NewEntry>,
): AsyncGenerator<Bytes> {
  for await (const entry of entries) {
    yield encodeEntryHeader(entry);
    let length = 0;
    for await (const part of entry.content) {
      length += part.length;
      yield part;
    }
    if (length !== entry.size) {
      throw new RangeError(`"${entry.name}" has ${length} bytes, not ${entry.size}`);
    }
    yield new Uint8Array(paddingOf(entry.size));
  }
  yield new Uint8Array(2 * BLOCK_LENGTH);
}

/** How many bytes an archive with these entries has. */
export function archiveLength(entries: Iterable<Omit<NewEntry, "content">>): number {
  let length = 2 * BLOCK_LENGTH;
  for (const entry of entries) {
    length += encodeEntryHeader(entry).length + entry.size + paddingOf(entry.size);
  }
  return length;
}
