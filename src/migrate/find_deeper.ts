import { HOUSE } from "../repo/layout.ts";
import { legacyMark } from "../repo/marks.ts";
import { sessionIds } from "../session/session_ids.ts";
import { OrchestratorError } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { isLegacySession } from "./find_legacy.ts";

/** What is below these is not the work of this repository. */
const SKIPPED: ReadonlySet<string> = new Set([".git", "node_modules", HOUSE, ".venv", "venv"]);
const DEPTH = 4;
/** A tree with more directories is not searched to its end. */
const MOST = 5000;

/**
 * Directories below a root, relative to it, that hold a workflow of the predecessor: it made one
 * wherever it was called. Links are not followed; what cannot be listed is passed over.
 */
export function findDeeper(root: string): readonly string[] {
  const found: string[] = [];
  let queue = [""];
  let seen = 0;
  for (let depth = 0; depth < DEPTH && seen < MOST; depth++) {
    const next: string[] = [];
    for (const directory of queue) {
      for (const name of directoriesIn(root, directory)) {
        const path = directory === "" ? name : `${directory}/${name}`;
        if (++seen > MOST) break;
        if (holdsLegacy(`${root}/${path}`)) found.push(path);
        next.push(path);
      }
    }
    queue = next;
  }
  return found.sort();
}

function directoriesIn(root: string, directory: string): readonly string[] {
  try {
    return listDirectory(directory === "" ? root : `${root}/${directory}`)
      .filter(({ name, kind }) => kind === "directory" && !SKIPPED.has(name))
      .map(({ name }) => name);
  } catch (error) {
    if (error instanceof OrchestratorError) return [];
    throw error;
  }
}

function holdsLegacy(directory: string): boolean {
  try {
    return legacyMark(directory) !== null ||
      sessionIds(directory, null).some((id) => isLegacySession(directory, id));
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}
