import { lstatOrNull } from "./read_file.ts";

/** Who owns what lies at a path, and who may do what with it. */
export interface Ownership {
  readonly kind: "file" | "directory" | "link" | "other";
  /** Numbers of user and group, null where the system has none (Windows). */
  readonly user: number | null;
  readonly group: number | null;
  /** Permission bits with set-id and sticky bits, null where the system has none. */
  readonly mode: number | null;
}

/** Looks at a path without following a link there; null when there is nothing. */
export function ownershipOf(path: string): Ownership | null {
  const info = lstatOrNull(path);
  return info === null ? null : {
    kind: kindOfInfo(info),
    user: info.uid,
    group: info.gid,
    mode: info.mode === null ? null : info.mode & 0o7777,
  };
}

/** The number of the user that this process acts as; null where the system has none. */
export function currentUser(): number | null {
  return Deno.uid();
}

/** The absolute path without links; null when there is nothing or it cannot be looked at. */
export function canonicalPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch {
    return null;
  }
}

/** The number of the device that a path is on, without following a link there; null for nothing. */
export function deviceOf(path: string): number | null {
  try {
    return Deno.lstatSync(path).dev;
  } catch {
    return null;
  }
}

function kindOfInfo(info: Deno.FileInfo): Ownership["kind"] {
  if (info.isSymlink) {
    return "link";
  }
  if (info.isDirectory) {
    return "directory";
  }
  return info.isFile ? "file" : "other";
}
