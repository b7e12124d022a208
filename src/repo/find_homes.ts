import { listDirectory } from "../store/list_directory.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { deviceOf } from "../store/ownership.ts";
import { HOUSE } from "./layout.ts";
import { legacyMark, strongMark } from "./marks.ts";

/** What a search for homes found. */
export interface FoundHomes {
  /** Absolute paths of directories with an `.orchestrator/` in use or a state of the predecessor, in the order of the walk. */
  readonly homes: readonly string[];
  /** What could not be listed, and why. */
  readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
}

/** Never walked: what is in them is not the work of their repository. */
const SKIPPED: ReadonlySet<string> = new Set([".git", "node_modules", HOUSE]);

/**
 * Looks for homes in a directory and so many levels below it. Links are not followed and other devices
 * not entered.
 *
 * @param directory Absolute; must be one.
 * @param depth 0: only the directory itself.
 */
export function findHomes(directory: string, depth: number): FoundHomes {
  const homes: string[] = [];
  const unreadable: { path: string; problem: string }[] = [];
  const device = deviceOf(directory);
  const walk = (path: string, left: number): void => {
    const mark = strongMark(path);
    if (mark === HOUSE) unreadable.push({ path: `${path}/${HOUSE}`, problem: "it is a link" });
    else if (mark !== null || legacyMark(path) !== null) homes.push(path);
    if (left === 0) return;
    for (const name of namesOf(path)) {
      const below = path === "/" ? `/${name}` : `${path}/${name}`;
      if (deviceOf(below) === device) walk(below, left - 1);
    }
  };
  const namesOf = (path: string): readonly string[] => {
    try {
      return listDirectory(path)
        .filter(({ name, kind }) => kind === "directory" && !SKIPPED.has(name))
        .map(({ name }) => name)
        .sort();
    } catch (error) {
      if (!(error instanceof OrchestratorError)) throw error;
      unreadable.push({ path, problem: problemOfFailure(error.failure) });
      return [];
    }
  };
  walk(directory, depth);
  return { homes, unreadable };
}
