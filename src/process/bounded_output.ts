/** What one pipe of a running program has said so far. */
export interface BoundedOutput {
  /** Resolves when the pipe is closed by every process that holds it, or given up. Never rejects. */
  readonly closed: Promise<void>;
  /** Stops reading: a process that left the group may hold the pipe for ever. */
  giveUp(): Promise<void>;
  /** The kept bytes as UTF-8; invalid ones become U+FFFD. */
  text(): string;
}

/** Reads a pipe to its end, keeps its first `limit` bytes and drops the rest. */
export function readBounded(stream: ReadableStream<Uint8Array>, limit: number): BoundedOutput {
  const reader = stream.getReader();
  const kept: Uint8Array[] = [];
  let length = 0;
  let cut = false;

  async function readAll(): Promise<void> {
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        const part = read.value.subarray(0, limit - length);
        if (part.length < read.value.length) cut = true;
        // A small part of a large buffer would keep the whole buffer in memory.
        if (part.length > 0) kept.push(part.slice());
        length += part.length;
      }
    } catch {
      // A broken pipe ends the output; what was read before stands.
    }
  }

  return {
    closed: readAll(),
    giveUp: () => reader.cancel().catch(() => {}),
    text(): string {
      const bytes = new Uint8Array(length);
      let at = 0;
      for (const part of kept) {
        bytes.set(part, at);
        at += part.length;
      }
      // `stream` leaves out a character that the limit cut in two.
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, { stream: cut });
    },
  };
}
