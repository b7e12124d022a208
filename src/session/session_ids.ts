import { LAYOUT, sessionDirectory } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { listDirectory } from "../store/list_directory.ts";
import type { Interrupted } from "./interrupted.ts";
import { stagedSessionIds } from "./session_home.ts";

/**
 * Ids of all session directories of a home, ours and the predecessor's, sorted by name; without those
 * that an interrupted operation has moved away, and with those that it has not moved to their place.
 */
export function sessionIds(home: string, interrupted: Interrupted | null): readonly string[] {
  const there = listDirectory(`${home}/${LAYOUT.sessions}`)
    .filter((entry) => entry.kind === "directory" && isPathId(entry.name))
    .map((entry) => entry.name)
    .filter((id) => interrupted?.gone.has(sessionDirectory(id)) !== true);
  return [...new Set([...there, ...stagedSessionIds(interrupted)])].sort();
}
