import { disposing } from "./disposing.ts";
import { startSha256 } from "./sha256.ts";

/** In bytes. */
const LARGEST_PIECE = 1 << 20;

/** What is as small as this in bytes gets a buffer of its own. */
const SMALL = 1 << 16;

/** A buffer for each file would be garbage of the size of all of them. */
let shared: Uint8Array | null = null;

/**
 * Hands the bytes of an open file to `use`, piece by piece. A piece is only valid during the call: the
 * next one is read over it.
 */
export function eachPiece(file: Deno.FsFile, use: (piece: Uint8Array) => void): void {
  const { size } = file.statSync();
  // One byte more than a small file has: its end is then seen by the same buffer.
  const buffer = size < SMALL ? new Uint8Array(size + 1) : shared ??= new Uint8Array(LARGEST_PIECE);
  for (;;) {
    const count = file.readSync(buffer);
    if (count === null) {
      return;
    }
    use(buffer.subarray(0, count));
  }
}

/** SHA-256 of a file of any size, as hex; throws as the system does. The caller knows that it is regular. */
export function fileDigest(path: string): string {
  const hash = startSha256();
  disposing(Deno.openSync(path, { read: true }), (file) => {
    eachPiece(file, hash.update);
  });
  return hash.hex();
}
