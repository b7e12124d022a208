import { indexHasPrefix } from "../git/tracks.ts";
import { WORKFLOW_FILE } from "./layout.ts";
import type { Place } from "./place.ts";

/** Whether git tracks `workflow.yaml` of the tree; null when the index cannot be read. */
export function isWorkflowTracked(place: Place): boolean | null {
  const { tree, boundary, gitDirectory } = place;
  if (gitDirectory === null || boundary === null) return false;
  const inside = boundary === tree ? "" : `${tree.slice(boundary.length + 1)}/`;
  return indexHasPrefix(place, `${inside.replaceAll("\\", "/")}${WORKFLOW_FILE}`);
}
