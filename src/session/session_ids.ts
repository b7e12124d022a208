import { LAYOUT } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { listDirectory } from "../store/list_directory.ts";

/** Ids of all session directories of a home, ours and the predecessor's, sorted by name. */
export function sessionIds(home: string): readonly string[] {
  return listDirectory(`${home}/${LAYOUT.sessions}`)
    .filter((entry) => entry.kind === "directory" && isPathId(entry.name))
    .map((entry) => entry.name)
    .sort();
}
