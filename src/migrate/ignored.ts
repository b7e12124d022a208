import { LAYOUT } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegularText } from "../store/read_file.ts";

/** Where the paths are kept that the user never wants to hear of again: a JSON list of texts. */
export const IGNORED_FILE = `${LAYOUT.migrations}/ignored.json`;

/** Paths, relative to the home, that the user ignores; none where the list cannot be read. */
export function readIgnored(home: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(readRegularText(`${home}/${IGNORED_FILE}`) ?? "[]");
    return new Set(Array.isArray(value) ? value.filter((path) => typeof path === "string") : []);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof OrchestratorError) return new Set();
    throw error;
  }
}
