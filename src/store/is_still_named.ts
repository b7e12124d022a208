import { lstatOrNull } from "./read_file.ts";

/** Whether an open file is still the one at its path: a lock is on the inode, the rule on the name. */
export function isStillNamed(file: Deno.FsFile, path: string): boolean {
  const ours = file.statSync();
  const named = lstatOrNull(path);
  return named !== null && named.ino === ours.ino && named.dev === ours.dev;
}
