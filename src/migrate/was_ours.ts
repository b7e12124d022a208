import { SESSION_FILES } from "../repo/layout.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegularText } from "../store/read_file.ts";

/**
 * Whether a session directory without a base is one of ours that has lost it, and none of the
 * predecessor: its `meta.json` says where it came from.
 *
 * @param directory Absolute.
 */
export function wasOurs(directory: string): boolean {
  try {
    const text = readRegularText(`${directory}/${SESSION_FILES.meta}`);
    return text !== null && /"origin"\s*:/.test(text);
  } catch (error) {
    if (error instanceof OrchestratorError) return false;
    throw error;
  }
}
