import { readSystemFile } from "../process/read_system_file.ts";

/** A file system in the tree of directories. */
export interface Mount {
  /** Where it is mounted. */
  readonly path: string;
  /** `ext4`, `overlay`, `nfs4`, … */
  readonly type: string;
  readonly readOnly: boolean;
}

/** What is mounted where this process runs; nothing where the system does not tell (not Linux). */
export async function readMounts(): Promise<readonly Mount[]> {
  return parseMounts(await readSystemFile("/proc/self/mounts") ?? "");
}

/** Parses the format of fstab(5): device, path, type, options, with blanks as octal escapes. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split("\n").flatMap((line) => {
    const [, path, type, options] = line.split(" ");
    if (path === undefined || type === undefined || options === undefined) return [];
    return [{ path: unescape(path), type, readOnly: options.split(",").includes("ro") }];
  });
}

/** The innermost mount that holds a path; a later one at the same place hides the earlier. */
export function findMount(mounts: readonly Mount[], path: string): Mount | null {
  let found: Mount | null = null;
  for (const mount of mounts) {
    const prefix = mount.path === "/" ? "/" : `${mount.path}/`;
    const holds = path === mount.path || path.startsWith(prefix);
    if (holds && (found === null || mount.path.length >= found.path.length)) {
      found = mount;
    }
  }
  return found;
}

function unescape(text: string): string {
  return text.replaceAll(
    /\\([0-7]{3})/g,
    (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
