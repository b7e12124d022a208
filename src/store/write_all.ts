/**
 * Writes all bytes at the current position, looping: a write may come back short, on a full disk even
 * without an error. A write that takes nothing is an error.
 */
export function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  let done = 0;
  while (done < bytes.length) {
    const written = file.writeSync(bytes.subarray(done));
    if (written === 0) {
      throw new Error("No space left on device (nothing was written)");
    }
    done += written;
  }
}
