import type { Bytes, ByteSource } from "./bytes.ts";

const EMPTY: Bytes = new Uint8Array();

/** Reads a stream of bytes in lengths of the reader's choice. */
export class ByteReader {
  readonly #blocks: AsyncIterator<Bytes> | Iterator<Bytes>;
  #block: Bytes = EMPTY;
  #at = 0;
  #position = 0;

  constructor(source: ByteSource) {
    this.#blocks = Symbol.asyncIterator in source
      ? source[Symbol.asyncIterator]()
      : source[Symbol.iterator]();
  }

  /** How many bytes have been read. */
  get position(): number {
    return this.#position;
  }

  /** Whether nothing is left; waits for the next block where that is not known yet. */
  async atEnd(): Promise<boolean> {
    return !(await this.#fill());
  }

  /** The next `length` bytes, fewer only at the end. They may be a view of a block of the source. */
  async read(length: number): Promise<Bytes> {
    if (length === 0 || !(await this.#fill())) return EMPTY;
    if (this.#block.length - this.#at >= length) return this.#take(length);
    return await this.readInto(new Uint8Array(length));
  }

  /** Fills a buffer with what comes next; gives the part of it that was filled. */
  async readInto(whole: Bytes): Promise<Bytes> {
    const { length } = whole;
    let filled = 0;
    while (filled < length && await this.#fill()) {
      const part = this.#take(Math.min(length - filled, this.#block.length - this.#at));
      whole.set(part, filled);
      filled += part.length;
    }
    return whole.subarray(0, filled);
  }

  /** What is left of the block at hand, or the next one, at most `length` bytes; empty at the end. */
  async readSome(length: number): Promise<Bytes> {
    if (length === 0 || !(await this.#fill())) return EMPTY;
    return this.#take(Math.min(length, this.#block.length - this.#at));
  }

  /** All that is left, in the blocks of the source. */
  async *rest(): AsyncGenerator<Bytes> {
    while (await this.#fill()) yield this.#take(this.#block.length - this.#at);
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    this.#block = EMPTY;
    this.#at = 0;
    await this.#blocks.return?.();
  }

  #take(length: number): Bytes {
    const part = this.#block.subarray(this.#at, this.#at + length);
    this.#at += length;
    this.#position += length;
    return part;
  }

  async #fill(): Promise<boolean> {
    while (this.#at === this.#block.length) {
      // The source may take the memory back.
      this.#block = EMPTY;
      this.#at = 0;
      const next = await this.#blocks.next();
      if (next.done === true) return false;
      this.#block = next.value;
    }
    return true;
  }
}
