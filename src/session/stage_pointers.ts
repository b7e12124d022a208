import { currentFile } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import { checkedDirectory } from "../store/checked_path.ts";
import { makeDurableFile } from "../store/durable_file.ts";
import { parentOf } from "../store/publish.ts";
import type { Stage } from "../store/stage.ts";
import { syncStaged } from "../store/staged_directory.ts";
import type { Pointers } from "./current.ts";
import { STAGED } from "./operations.ts";

/** Stages new `current` and `previous` of a tree: exactly the id, as the predecessor reads it. */
export function stagePointers(place: Place, stage: Stage, pointers: Pointers): void {
  if (place.worktree !== null) {
    checkedDirectory(place.home, parentOf(currentFile(place.worktree)));
  }
  for (const name of [STAGED.current, STAGED.previous] as const) {
    const id = pointers[name];
    if (id !== null) {
      makeDurableFile(`${stage.path}/${name}`, new TextEncoder().encode(id));
    }
  }
  syncStaged(stage.path);
}
