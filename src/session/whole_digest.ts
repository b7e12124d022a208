import { fail } from "../store/failure.ts";
import { treeDigest } from "../store/tree_digest.ts";

/**
 * Digest of a file or directory of ours that is going to be moved.
 *
 * @throws `home.unsafe` when it holds a link, a device or a pipe, and so would not come back as it was.
 */
export function wholeDigest(home: string, relative: string): string {
  const path = `${home}/${relative}`;
  const digest = treeDigest(path);
  if (digest === null) {
    const expected = "made of files and directories only";
    throw fail("home.unsafe", { path, found: "something with a link, device or pipe", expected });
  }
  return digest;
}
