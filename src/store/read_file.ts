import { disposing } from "./disposing.ts";
import { fail } from "./failure.ts";
import { problemOf } from "./problem_of.ts";

/** The longest string of the runtime; a larger file could be read, but not understood. */
const LARGEST = 2 ** 29 - 24;

/** Whether a file is too large to be read as a whole. */
export function isTooLarge(path: string): boolean {
  return (lstatOrNull(path)?.size ?? 0) > LARGEST;
}

/** In bytes, of the files that are read as text: pointers, marks, descriptions, grants. */
const LARGEST_TEXT = 2 ** 24;

/**
 * Reads a regular file whole; null when there is none.
 *
 * A link, a directory, a device or a pipe is refused (`home.unsafe`) before it is opened, so that a
 * planted pipe cannot make us wait. Throws `file.unreadable` for a file of more than `limit` bytes
 * and for any other failure.
 */
export function readRegular(path: string, limit: number = LARGEST): Uint8Array<ArrayBuffer> | null {
  const info = lstatOrNull(path);
  if (info === null) {
    return null;
  }
  if (!info.isFile) {
    throw fail("home.unsafe", { path, found: kindOf(info), expected: "a regular file" });
  }
  if (info.size > limit) {
    throw fail("file.unreadable", { path, problem: `it has more than ${limit} bytes` });
  }
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return null;
    }
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

/**
 * Reads a small regular UTF-8 file as text without a byte order mark; null when there is none.
 * Throws like {@link readRegular}.
 */
export function readRegularText(path: string): string | null {
  const bytes = readRegular(path, LARGEST_TEXT);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** `lstat`, or null when there is nothing at the path. */
export function lstatOrNull(path: string): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}

/** What lies at a path, in one word for a message. */
export function kindOf(info: Deno.FileInfo): string {
  if (info.isSymlink) {
    return "a link";
  }
  if (info.isDirectory) {
    return "a directory";
  }
  return info.isFile ? "a file" : "a device or pipe";
}

/** A file from some byte on, and how long it is in all. */
export interface FileRest {
  readonly size: number;
  /** The bytes from the offset to the end; empty when the file is shorter. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads a regular file from an offset to its end, within the same limit; null without one. */
export function readRegularFrom(path: string, offset: number): FileRest | null {
  const info = lstatOrNull(path);
  if (info === null) {
    return null;
  }
  if (!info.isFile) {
    throw fail("home.unsafe", { path, found: kindOf(info), expected: "a regular file" });
  }
  if (info.size - offset > LARGEST) {
    throw fail("file.unreadable", { path, problem: `it has more than ${LARGEST} bytes` });
  }
  try {
    return disposing(Deno.openSync(path, { read: true }), (file) => {
      const { size } = file.statSync();
      if (size <= offset) {
        return { size, bytes: new Uint8Array() };
      }
      const bytes = new Uint8Array(size - offset);
      file.seekSync(offset, Deno.SeekMode.Start);
      let filled = 0;
      while (filled < bytes.length) {
        const count = file.readSync(bytes.subarray(filled));
        if (count === null) {
          break;
        }
        filled += count;
      }
      return { size: Math.min(size, offset + filled), bytes: bytes.subarray(0, filled) };
    });
  } catch (error) {
    throw fail("file.unreadable", { path, problem: problemOf(error) });
  }
}
