import { checkedPath } from "../store/checked_path.ts";
import { OrchestratorError } from "../store/failure.ts";
import { readRegular } from "../store/read_file.ts";
import { readUserFile } from "../store/read_user_file.ts";

/** In bytes; what is larger is not looked into. */
const LARGEST = 1_048_576;

/** The text of a file of the user's, empty where there is none that can be read. */
export function foreignText(path: string): string {
  return decoded(() => readUserFile(path, LARGEST, "regular"));
}

/** The same for a file below `.orchestrator/`, where no link is followed. */
export function houseText(home: string, relative: string): string {
  return decoded(() => readRegular(checkedPath(home, relative, "file").path, LARGEST));
}

function decoded(read: () => Uint8Array | null): string {
  try {
    return new TextDecoder().decode(read() ?? new Uint8Array());
  } catch (error) {
    if (error instanceof OrchestratorError) return "";
    throw error;
  }
}
