import { join } from "node:path";

/** What is known of one name on the disk without opening it. */
interface Entry {
  /** Kind, mode, inode; of links their target, of files size and times too. */
  readonly lasting: string;
  /** Times of a directory: they change when a name in it comes or goes. */
  readonly times: string;
}

/** Path below a directory → what lies there. Every name is in it, `.git` too. */
export type DiskSnapshot = ReadonlyMap<string, Entry>;

/** Looks at every name below a directory, through no link. */
export function snapshotOf(directory: string): DiskSnapshot {
  const found = new Map<string, Entry>();
  lookInto(found, directory, "");
  return found;
}

/** How two snapshots differ. */
export interface Comparison {
  /** Whether nothing may have been made and removed again either. */
  readonly strict: boolean;
  /** Names that may differ, with all below them. */
  readonly except?: readonly RegExp[];
}

/** The names that differ, each with what happened to it. */
export function differences(
  before: DiskSnapshot,
  after: DiskSnapshot,
  { strict, except = [] }: Comparison,
): readonly string[] {
  const names = Array.from(new Set([...before.keys(), ...after.keys()])).sort();
  return names.flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (except.some((pattern) => pattern.test(name))) return [];
    if (old === undefined) return [`made: ${name}`];
    if (now === undefined) return [`removed: ${name}`];
    const isSame = old.lasting === now.lasting && (!strict || old.times === now.times);
    return isSame ? [] : [`changed: ${name}`];
  });
}

function lookInto(found: Map<string, Entry>, directory: string, below: string): void {
  for (const { name } of Deno.readDirSync(join(directory, below))) {
    const path = below === "" ? name : `${below}/${name}`;
    const info = Deno.lstatSync(join(directory, path));
    found.set(path, entryOf(info, join(directory, path)));
    if (info.isDirectory) lookInto(found, directory, path);
  }
}

function entryOf(info: Deno.FileInfo, path: string): Entry {
  const { mode, ino, size, mtime, ctime, isDirectory, isFile, isSymlink } = info;
  const times = `${mtime?.getTime()} ${ctime?.getTime()}`;
  const kind = isDirectory ? "directory" : isFile ? "file" : isSymlink ? "link" : "special";
  const target = isSymlink ? Deno.readLinkSync(path) : "";
  const content = isFile ? `${size} ${times}` : "";
  return { lasting: `${kind} ${mode} ${ino} ${target}${content}`, times };
}
