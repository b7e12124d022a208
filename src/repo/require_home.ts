import { parentPath } from "../process/path.ts";
import { fail } from "../store/failure.ts";
import { strongMark, weakMark } from "./marks.ts";
import type { Place } from "./place.ts";

/**
 * For commands that need a home in use, or a predecessor's workflow.
 *
 * @throws `home.not_found` when nothing marks the place; its `outside` is the nearest marked directory
 * above that the search did not go to, such as a superproject
 */
export function requireHome(place: Place): void {
  if (place.mark !== null) return;
  const from = place.steps[0]?.path ?? place.tree;
  throw fail("home.not_found", { from, outside: nearestMarked(place.boundary ?? place.tree) });
}

function nearestMarked(below: string): string | null {
  for (let at = parentPath(below); at !== null; at = parentPath(at)) {
    if (strongMark(at) !== null || weakMark(at) !== null) return at;
  }
  return null;
}
