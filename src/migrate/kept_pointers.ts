import { lstatOrNull } from "../store/read_file.ts";
import { pointerFile } from "./operations.ts";
import type { Plan } from "./plan_type.ts";

/** Which pointers of the main checkout a plan moves. */
export interface MovedPointers {
  readonly moved: readonly ("current" | "previous")[];
  /** Those that are there: they go to the backup. */
  readonly kept: readonly ("current" | "previous")[];
}

/** Finds which pointers move, and which of them have to be kept for a rollback. */
export function keepPointers(
  home: string,
  plan: Pick<Plan, "current" | "previous">,
): MovedPointers {
  const moved = (["current", "previous"] as const).filter((name) => plan[name] !== null);
  return {
    moved,
    kept: moved.filter((name) => lstatOrNull(`${home}/${pointerFile(name)}`) !== null),
  };
}
