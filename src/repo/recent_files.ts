import { joinPath } from "../process/path.ts";

/** Endings of files that people write, as the predecessor chose them. */
const WRITTEN = /\.(py|js|ts|yaml|yml|json|md|html|css|sh|sql|env)$/;

/** Directories that hold what programs made; those whose name begins with a dot are not looked at. */
const MADE: ReadonlySet<string> = new Set(["node_modules", "__pycache__", "venv", "dist", "build"]);

const DEEPEST = 5;

/** Most names that are looked at, so that a large tree costs no more than a small one. */
const MOST_NAMES = 5000;

/** How many files are named. */
const SHOWN = 10;

/**
 * Files below a tree that were changed since a time, the newest first, relative to it: what somebody has
 * probably been working on. Follows no link, runs nothing, and passes over what cannot be read.
 *
 * @param since Milliseconds.
 */
export function recentFiles(tree: string, since: number): readonly string[] {
  const found: { readonly path: string; readonly time: number }[] = [];
  let names = 0;
  const look = (directory: string, below: string, depth: number): void => {
    for (const { name, isFile, isDirectory } of entriesOf(directory)) {
      if (++names > MOST_NAMES) return;
      const path = joinPath(directory, name);
      const relative = `${below}${name}`;
      if (isDirectory && depth < DEEPEST && !name.startsWith(".") && !MADE.has(name)) {
        look(path, `${relative}/`, depth + 1);
      } else if (isFile && WRITTEN.test(name)) {
        const time = changedAt(path);
        if (time >= since) found.push({ path: relative, time });
      }
    }
  };
  look(tree, "", 1);
  return found.sort((a, b) => b.time - a.time || (a.path < b.path ? -1 : 1))
    .slice(0, SHOWN).map(({ path }) => path);
}

function entriesOf(directory: string): readonly Deno.DirEntry[] {
  try {
    return Array.from(Deno.readDirSync(directory));
  } catch {
    return [];
  }
}

function changedAt(path: string): number {
  try {
    return Deno.lstatSync(path).mtime?.getTime() ?? -Infinity;
  } catch {
    return -Infinity;
  }
}
