import { LAYOUT, sessionDirectory } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { listDirectory } from "../store/list_directory.ts";
import type { Interrupted } from "./interrupted.ts";

/**
 * Ids of all session directories of a home, ours and the predecessor's, sorted by name; without those
 * that an interrupted operation has moved away.
 */
export function sessionIds(home: string, interrupted: Interrupted | null): readonly string[] {
  return listDirectory(`${home}/${LAYOUT.sessions}`)
    .filter((entry) => entry.kind === "directory" && isPathId(entry.name))
    .map((entry) => entry.name)
    .filter((id) => interrupted?.gone.has(sessionDirectory(id)) !== true)
    .sort();
}
