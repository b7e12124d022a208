import { currentFile, previousFile } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { readRegularText } from "../store/read_file.ts";
import { type TreeId, treesOf } from "./tree_list.ts";

/** Trees by what they know a session as. */
export interface PointingTrees {
  readonly current: readonly TreeId[];
  readonly previous: readonly TreeId[];
}

/**
 * The trees of which a session is the current one, or the one before.
 *
 * @throws `home.unsafe` when a pointer is no regular file.
 */
export function treesPointingTo(home: string, id: string): PointingTrees {
  const trees = treesOf(home);
  return {
    current: trees.filter((tree) => points(home, currentFile(tree), id)),
    previous: trees.filter((tree) => points(home, previousFile(tree), id)),
  };
}

function points(home: string, relative: string, id: string): boolean {
  return readRegularText(checkedPath(home, relative, "file").path)?.trim() === id;
}
