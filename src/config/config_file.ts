import { fail, type OrchestratorError } from "../store/failure.ts";
import type { FileProblem } from "../store/file_problem.ts";
import type { Written } from "./key.ts";

/** No configuration file is larger than this many bytes: that bounds what a hostile one can cost. */
export const CONFIG_SIZE_LIMIT = 64 * 1024;

/** One entry of a configuration file, whether its key is known or not. */
export interface FileEntry {
  /** With dots: `lock.timeout`, also where it stands as `timeout` below `lock`. */
  readonly key: string;
  readonly written: Written;
  /** Of the key, from 1. */
  readonly line: number;
  readonly column: number;
}

/** What the text of a configuration file says. */
export interface FileContent {
  /** In the order of the file; a key without a value is left out. Empty if there are problems. */
  readonly entries: readonly FileEntry[];
  readonly problems: readonly FileProblem[];
}

/** One of the two configuration files, as far as it could be read. */
export interface ConfigFile extends FileContent {
  readonly layer: "repository" | "user";
  /** Absolute; null where there is no such place, as without a home directory. */
  readonly path: string | null;
  /** Why it could not be read at all; null if it could, or is not there. */
  readonly failure: OrchestratorError | null;
}

/** Where an entry is: `file:line:column`. */
export function entryOrigin(file: ConfigFile, { line, column }: FileEntry): string {
  return `${file.path}:${line}:${column}`;
}

/** What a command that depends on a file has to stop with; null if the file is good or not there. */
export function fileFailure({ path, problems, failure }: ConfigFile): OrchestratorError | null {
  if (failure !== null || problems.length === 0) {
    return failure;
  }
  return fail("config.unreadable", { path: path ?? "", problems });
}

/** Throws {@link fileFailure}. */
export function assertReadable(file: ConfigFile): void {
  const failure = fileFailure(file);
  if (failure !== null) {
    throw failure;
  }
}
