import { currentFile, HOUSE, previousFile } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import type { Plan } from "./plan_type.ts";

/** The pointers that a tree has, by their names in a plan and in a stage. */
export type PointerName = keyof Pick<Plan, "current" | "previous">;

const NAMES: readonly PointerName[] = ["current", "previous"];

/** Which pointers a plan moves, each as its path below `.orchestrator/`. */
export function movedPointers(
  tree: string | null,
  plan: Pick<Plan, PointerName>,
): readonly string[] {
  return NAMES.filter((name) => plan[name] !== null).map((name) => pointerOf(tree, name));
}

/** Whether a text names a pointer of the main checkout or of a linked worktree. */
export function isPointer(pointer: string): boolean {
  const parts = pointer.split("/");
  const tree = parts.length === 1 ? null : parts[1] ?? "";
  return (tree === null || isPathId(tree)) &&
    NAMES.some((name) => pointerOf(tree, name) === pointer);
}

/** Where a pointer lies, relative to the home. */
export function pointerFile(pointer: string): string {
  return `${HOUSE}/${pointer}`;
}

/** Under which name a stage holds a pointer. */
export function pointerName(pointer: string): PointerName {
  return pointer.endsWith("previous") ? "previous" : "current";
}

function pointerOf(tree: string | null, name: PointerName): string {
  const file = name === "current" ? currentFile(tree) : previousFile(tree);
  return file.slice(HOUSE.length + 1);
}
