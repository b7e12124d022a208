import { statfsSync } from "node:fs";

/** Types of statfs(2) of which only this machine has the file system: what one writes, all see at once. */
const OF_ONE_MACHINE: ReadonlyMap<number, string> = new Map([
  [0xef53, "ext4"],
  [0x58465342, "xfs"],
  [0x9123683e, "btrfs"],
  [0xf2f52010, "f2fs"],
  [0x2fc12fc1, "zfs"],
  [0xca451a4e, "bcachefs"],
  [0x794c7630, "overlay"],
  [0x01021994, "tmpfs"],
  [0x858458f6, "ramfs"],
]);

/** Some that several machines may share. */
const SHARED: ReadonlyMap<number, string> = new Map([
  [0x6969, "nfs"],
  [0xff534d42, "cifs"],
  [0xfe534d42, "smb2"],
  [0x65735546, "fuse"],
  [0x01021997, "9p"],
  [0x00c36400, "ceph"],
]);

/** Type of the file system that a path lies on, in words; `unknown` where the system does not tell. */
export function fileSystemOf(path: string): string {
  const type = typeOf(path);
  if (type === null) return "unknown";
  return OF_ONE_MACHINE.get(type) ?? SHARED.get(type) ?? `0x${type.toString(16)}`;
}

/**
 * Whether a path lies on a file system that only this machine has. On another one, of the network or of
 * a host, a process may see what one before it wrote only once that is synced. Linux only: no otherwise.
 */
export function isOfOneMachine(path: string): boolean {
  const type = typeOf(path);
  return type !== null && OF_ONE_MACHINE.has(type);
}

function typeOf(path: string): number | null {
  try {
    // The number is of 32 bits, and may come with a sign.
    return statfsSync(path).type >>> 0;
  } catch {
    return null;
  }
}
