import { dirname, join } from "node:path";

/** The root of this repository. */
export const REPOSITORY: string = dirname(dirname(import.meta.dirname ?? ""));

/** What is not ours: version control, and the lines of `.gitignore`. */
const IGNORED = [".git", "dist", ".cache", "node_modules"];

/** The names of the entries at the top of the repository that are ours. */
export function topLevelEntries(): readonly string[] {
  return [...Deno.readDirSync(REPOSITORY)].map((entry) => entry.name)
    .filter((name) => !IGNORED.includes(name)).sort();
}

/**
 * The paths, relative to the repository and with slashes, of all files at or below `start` that
 * are ours.
 */
export function filesBelow(start: string): readonly string[] {
  const found: string[] = [];
  for (const entry of Deno.readDirSync(join(REPOSITORY, start))) {
    if (IGNORED.includes(entry.name)) continue;
    const path = start === "." ? entry.name : `${start}/${entry.name}`;
    if (entry.isDirectory) found.push(...filesBelow(path));
    else if (entry.isFile) found.push(path);
  }
  return found.sort();
}

/** The modules of the program. */
export function programModules(): readonly string[] {
  return ["main.ts", ...filesBelow("src")].filter((path) => path.endsWith(".ts"));
}

/** The bytes of the file at `path` as text. */
export function textOf(path: string): string {
  return Deno.readTextFileSync(join(REPOSITORY, path));
}
