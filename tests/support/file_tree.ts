import { join } from "node:path";

/** Path below a directory → kind and content of what is there. */
export type FileTree = ReadonlyMap<string, string>;

/**
 * Reads every file below a directory, `.git` left out: contents in hexadecimal where they are no
 * text, targets of links, and that a directory exists.
 */
export function readTree(directory: string): FileTree {
  const found = new Map<string, string>();
  readInto(found, directory, "");
  return found;
}

/**
 * The same without what a command that is refused may leave behind: lock files and empty directories
 * for staging.
 */
export function readLastingTree(directory: string): FileTree {
  return new Map(
    Array.from(readTree(directory)).filter(([path]) =>
      !/^\.orchestrator\/(sessions\/[^/]+\/)?lock$/.test(path) &&
      !/^\.orchestrator\/tmp$/.test(path)
    ),
  );
}

function readInto(found: Map<string, string>, directory: string, below: string): void {
  const entries = Array.from(Deno.readDirSync(join(directory, below)));
  for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (path === ".git") continue;
    if (entry.isSymlink) found.set(path, `link to ${Deno.readLinkSync(join(directory, path))}`);
    else if (entry.isDirectory) {
      found.set(path, "directory");
      readInto(found, directory, path);
    } else if (entry.isFile) found.set(path, contentOf(join(directory, path)));
    else found.set(path, "special");
  }
}

function contentOf(path: string): string {
  const bytes = Deno.readFileSync(path);
  try {
    return `text ${new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)}`;
  } catch {
    return `bytes ${bytes.toHex()}`;
  }
}
