import type { GitDirectories } from "./git_entry.ts";
import { walkIndex } from "./index_file.ts";

/**
 * Whether git tracks anything below a directory, read from the index. ASCII letters are compared
 * without regard to case, because some file systems do so on checkout.
 *
 * @param prefix path from the root of the checkout, with a slash at the end
 * @returns null when the index cannot be read
 */
export function indexHasPrefix(git: GitDirectories, prefix: string): boolean | null {
  const wanted = new TextEncoder().encode(prefix).map(lowerCase);
  let found = false;
  const end = walkIndex(git, (path) => {
    found = path.length >= wanted.length &&
      wanted.every((byte, at) => byte === lowerCase(path[at] ?? 0));
    return found;
  });
  return end === "unreadable" ? null : found;
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
