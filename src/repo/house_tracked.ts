import { indexHasPrefix } from "../git/tracks.ts";
import { HOUSE } from "./layout.ts";
import type { Place } from "./place.ts";

/**
 * Whether git tracks `.orchestrator/` of the home: it then comes with a clone, and from whoever wrote
 * there. Null when the index cannot be read.
 */
export function isHouseTracked(place: Place): boolean | null {
  const { home, tree, boundary, gitCommonDirectory } = place;
  // The index of a linked worktree says nothing about the main checkout.
  if (home !== tree) {
    return indexHasPrefix({ gitDirectory: gitCommonDirectory, gitCommonDirectory }, `${HOUSE}/`);
  }
  const inside = boundary === null || boundary === home
    ? ""
    : home.slice(boundary.length + 1) + "/";
  return indexHasPrefix(place, `${inside.replaceAll("\\", "/")}${HOUSE}/`);
}
