import { listDirectory } from "./list_directory.ts";
import { lstatOrNull } from "./read_file.ts";

/**
 * When the newest file below a directory was changed; links are not followed. Null when there is no
 * file, or one of which the system does not tell, or when somebody else is just moving it away.
 *
 * @param except Name of a file in the directory itself that does not count.
 */
export function newestChange(directory: string, except: string): Date | null {
  let newest: Date | null = null;
  for (const entry of listDirectory(directory)) {
    if (entry.name === except) {
      continue;
    }
    const path = `${directory}/${entry.name}`;
    const isDirectory = entry.kind === "directory";
    const changed = isDirectory ? newestChange(path, "") : lstatOrNull(path)?.mtime ?? null;
    if (changed === null && !isDirectory) {
      return null;
    }
    if (changed !== null && (newest === null || changed > newest)) {
      newest = changed;
    }
  }
  return newest;
}
