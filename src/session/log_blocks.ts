/** Bytes of a log that are decoded at once; one line more at most. */
const BLOCK_LENGTH = 1 << 16;

const NEWLINE = 10;

/** A run of lines of a log. */
export interface LogBlock {
  readonly bytes: Uint8Array;
  /** Where it begins in the log. */
  readonly offset: number;
  /** The same as text, if every byte is a character of its own: then both have the same indexes. */
  readonly ascii: string | null;
}

/**
 * Cuts a log into blocks that end at the end of a line. To decode many lines by one call is several
 * times as fast as line by line, and almost all lines are ASCII.
 */
export function* logBlocks(bytes: Uint8Array): Generator<LogBlock> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let offset = 0; offset < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, offset + BLOCK_LENGTH);
    const end = newline === -1 ? bytes.length : newline + 1;
    const block = bytes.subarray(offset, end);
    const text = decoder.decode(block);
    const isAscii = text.length === block.length && !text.includes("\uFFFD");
    yield { bytes: block, offset, ascii: isAscii ? text : null };
    offset = end;
  }
}

/** Index of the next newline of a block, -1 without one. */
export function newlineOf(block: LogBlock, from: number): number {
  return block.ascii === null
    ? block.bytes.indexOf(NEWLINE, from)
    : block.ascii.indexOf("\n", from);
}

/** Text of the bytes of one line; null when they are not UTF-8. */
export function lineText(block: LogBlock, from: number, to: number): string | null {
  if (block.ascii !== null) {
    return block.ascii.slice(from, to);
  }
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(block.bytes.subarray(from, to));
  } catch {
    return null;
  }
}
