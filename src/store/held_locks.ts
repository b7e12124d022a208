import { lstatOrNull } from "./read_file.ts";

/** A flock(2) lock that some process holds. */
export interface HeldFlock {
  /** As this process sees it. */
  readonly pid: number;
  readonly device: number;
  readonly inode: number;
}

/**
 * Parses `/proc/locks`: `1: FLOCK ADVISORY WRITE <pid> <major>:<minor>:<inode> …`, device numbers in
 * hexadecimal. Lines of those who wait (`->`) and of other kinds of locks are left out.
 */
export function parseLocks(text: string): readonly HeldFlock[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\d+: FLOCK +\S+ +\S+ +(\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /.exec(line);
    if (match === null) return [];
    const [, pid, major, minor, inode] = match;
    const device = deviceNumber(Number.parseInt(major ?? "", 16), Number.parseInt(minor ?? "", 16));
    return [{ pid: Number(pid), device, inode: Number(inode) }];
  });
}

/**
 * Who of these holds a lock on the file at a path; null when nobody does, or nothing is there.
 *
 * @param layered The file system shows its files under another device than the list of locks does.
 */
export function holderOfFile(
  path: string,
  locks: readonly HeldFlock[],
  layered = false,
): HeldFlock | null {
  const info = lstatOrNull(path);
  if (info === null || !info.isFile) return null;
  const same = locks.filter(({ inode }) => inode === info.ino);
  return same.find(({ device }) => device === info.dev) ?? (layered ? same[0] ?? null : null);
}

/** Whether a type of file system shows files under another device than the list of locks does. */
export function isLayered(type: string | undefined): boolean {
  return type === "overlay" || type === "btrfs";
}

/** As `stat` gives it: makedev(3). */
function deviceNumber(major: number, minor: number): number {
  return (minor & 0xff) + ((major & 0xfff) << 8) + (minor & 0xfff00) * 0x1000;
}
