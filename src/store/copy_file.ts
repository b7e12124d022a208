import { disposing } from "./disposing.ts";
import { removeQuietly } from "./durable_file.ts";
import { fail } from "./failure.ts";
import { eachPiece } from "./file_digest.ts";
import type { FileDigests, PendingDigest } from "./file_digests.ts";
import { problemOf } from "./problem_of.ts";
import { startSha256 } from "./sha256.ts";
import { writeAll } from "./write_all.ts";

/** Modes: of a file that only its owner reads and writes, and the bit that lets the owner read. */
const OURS = 0o600;
const READABLE = 0o400;

/** What was copied. */
export interface CopiedFile {
  /** SHA-256 of the bytes of the copy, as hex. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/** What was copied, of which the digest may still be made. */
export interface PendingCopy {
  /** SHA-256 of the bytes of the copy. */
  readonly digest: PendingDigest;
  /** In bytes. */
  readonly size: number;
}

/**
 * Copies a regular file of any size to a new path, hashing the copy, with mode and mtime, and syncs
 * it. The caller has looked at `from`: a link would be followed.
 *
 * @throws `io` naming the target, after removing what was written.
 */
export function copyFileDurably(from: string, to: string): CopiedFile {
  return copyFile(from, to, (target, attributes) => {
    const copied = hashBytes(target);
    keepAttributes(to, target, attributes);
    target.syncSync();
    return copied;
  });
}

/**
 * The same without the sync, for many files of which all are synced at the end: the disk writes them
 * meanwhile, and that is several times as fast. See `syncTree`. The copy is hashed as `digests` do it.
 */
export function copyFileLater(from: string, to: string, digests: FileDigests): PendingCopy {
  return copyFile(from, to, (target, attributes) => {
    // Once the file has such a mode nobody can open it.
    if (!isReadable(attributes)) {
      const { sha256, size } = hashBytes(target);
      keepAttributes(to, target, attributes);
      return { digest: () => sha256, size };
    }
    keepAttributes(to, target, attributes);
    return { digest: digests.begin(to, true), size: target.statSync().size };
  });
}

/** Of the original. */
type Attributes = Pick<Deno.FileInfo, "mode" | "mtime">;

function copyFile<C>(
  from: string,
  to: string,
  finish: (target: Deno.FsFile, attributes: Attributes) => C,
): C {
  let made = false;
  try {
    const attributes = Deno.statSync(from);
    Deno.openSync(to, { write: true, createNew: true, mode: OURS }).close();
    made = true;
    copyContent(from, to);
    if (!isReadable(attributes)) Deno.chmodSync(to, OURS);
    return disposing(Deno.openSync(to, { read: true }), (target) => finish(target, attributes));
  } catch (error) {
    if (made) {
      removeQuietly(to);
    }
    throw fail("io", { action: "copy", path: to, problem: problemOf(error) });
  }
}

function isReadable({ mode }: Attributes): boolean {
  return ((mode ?? OURS) & READABLE) !== 0;
}

/** The system copies several times as fast as a program that reads and writes. */
function copyContent(from: string, to: string): void {
  try {
    Deno.copyFileSync(from, to);
  } catch (error) {
    // It also sets the mode, which some file systems do not let it.
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    disposing(Deno.openSync(from, { read: true }), (source) => {
      disposing(Deno.openSync(to, { write: true, truncate: true }), (target) => {
        eachPiece(source, (piece) => writeAll(target, piece));
      });
    });
  }
}

function hashBytes(file: Deno.FsFile): CopiedFile {
  const hash = startSha256();
  let size = 0;
  eachPiece(file, (piece) => {
    hash.update(piece);
    size += piece.length;
  });
  return { sha256: hash.hex(), size };
}

/** The mask of the process must not narrow the mode. What the file system does not keep, so be it. */
function keepAttributes(path: string, file: Deno.FsFile, { mode, mtime }: Attributes): void {
  if (mode !== null) tryTo(() => Deno.chmodSync(path, mode & 0o7777));
  if (mtime !== null) tryTo(() => file.utimeSync(mtime, mtime));
}

function tryTo(change: () => void): void {
  try {
    change();
  } catch {
    return;
  }
}
