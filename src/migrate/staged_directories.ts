import { makeStagedDirectory, syncStaged } from "../store/staged_directory.ts";

/**
 * Makes the directories that some paths below `top` need above them, and `top` itself, and makes their
 * names durable. Throws `file.not_created`, `io`.
 */
export function makeStagedDirectories(top: string, paths: readonly string[]): void {
  const made = new Set<string>();
  makeStagedDirectory(top);
  for (const path of paths) {
    const parts = path.split("/").slice(0, -1);
    for (const [index] of parts.entries()) {
      const directory = `${top}/${parts.slice(0, index + 1).join("/")}`;
      if (made.has(directory)) continue;
      made.add(directory);
      makeStagedDirectory(directory);
    }
  }
  for (const directory of [...made].reverse()) syncStaged(directory);
  syncStaged(top);
}
