import { statfsSync } from "node:fs";

/** How many bytes this user may still write to the file system of a path; null where it does not tell. */
export function freeSpace(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}
