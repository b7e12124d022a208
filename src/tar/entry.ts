import type { Bytes, ByteSource } from "../stream/bytes.ts";

/** What an archive says about one file or directory. */
export interface EntryHeader {
  readonly kind: "file" | "directory";
  /** Relative, with slashes, without one at the end. */
  readonly name: string;
  /** In bytes; 0 for a directory. */
  readonly size: number;
  /** In whole seconds since 1970, not negative. */
  readonly mtime: number;
}

/** A file or directory to be written; the content has exactly `size` bytes. */
export interface NewEntry extends EntryHeader {
  readonly content: ByteSource;
}

/** A file or directory that has been read. Content that is not taken is skipped. */
export interface ArchiveEntry extends EntryHeader {
  readonly content: AsyncIterable<Bytes>;
}

/** Everything in an archive comes in blocks of so many bytes. */
export const BLOCK_LENGTH = 512;

/** How many bytes fill the last block of a content of this size. */
export function paddingOf(size: number): number {
  return (BLOCK_LENGTH - size % BLOCK_LENGTH) % BLOCK_LENGTH;
}
