import { lstatOrNull } from "../store/read_file.ts";
import type { Plan } from "./plan_type.ts";
import { movedPointers, pointerFile } from "./pointers.ts";

/** Which pointers of a tree a plan moves, each as its path below `.orchestrator/`. */
export interface MovedPointers {
  readonly moved: readonly string[];
  /** Those that are there: they go to the backup. */
  readonly kept: readonly string[];
}

/** Finds which pointers move, and which of them have to be kept for a rollback. */
export function keepPointers(
  home: string,
  tree: string | null,
  plan: Pick<Plan, "current" | "previous">,
): MovedPointers {
  const moved = movedPointers(tree, plan);
  return {
    moved,
    kept: moved.filter((pointer) => lstatOrNull(`${home}/${pointerFile(pointer)}`) !== null),
  };
}
