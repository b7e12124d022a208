import { OrchestratorError } from "../store/failure.ts";
import { readRegularText } from "../store/read_file.ts";
import { isOwnFile } from "./state_directory.ts";

/** The text of a file in the state directory; null unless it is there and this user's alone. */
export function readOwnText(path: string): string | null {
  try {
    return isOwnFile(path) ? readRegularText(path) : null;
  } catch (error) {
    if (error instanceof OrchestratorError) {
      return null;
    }
    throw error;
  }
}
