import { LAYOUT } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import { listDirectory } from "../store/list_directory.ts";

/** A tree that has pointers of its own: null is the main checkout, else the id of a linked worktree. */
export type TreeId = string | null;

/** How the main checkout is written in a list of trees; no worktree has this id. */
const MAIN = ".";

/** All trees of a home that may have a `current`. */
export function treesOf(home: string): readonly TreeId[] {
  const linked = listDirectory(`${home}/${LAYOUT.trees}`)
    .filter(({ name, kind }) => kind === "directory" && isPathId(name))
    .map(({ name }) => name);
  return [null, ...linked.sort()];
}

/** Trees as one text, for the facts of a journal; null for none. */
export function formatTrees(trees: readonly TreeId[]): string | null {
  return trees.length === 0 ? null : trees.map((tree) => tree ?? MAIN).join(",");
}

/** The opposite of {@link formatTrees}; null when it is no such text. */
export function parseTrees(text: string | null): readonly TreeId[] | null {
  const names = text === null ? [] : text.split(",");
  const isWhole = new Set(names).size === names.length &&
    names.every((name) => name === MAIN || isPathId(name));
  return isWhole ? names.map((name) => name === MAIN ? null : name) : null;
}
