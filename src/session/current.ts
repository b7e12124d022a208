import { currentFile, previousFile } from "../repo/layout.ts";
import { isPathId } from "../repo/path_id.ts";
import type { Place } from "../repo/place.ts";
import { readRegularText } from "../store/read_file.ts";
import type { Interrupted } from "./interrupted.ts";

/** The session ids that a tree points to; null where there is none, or no valid id. */
export interface Pointers {
  readonly current: string | null;
  readonly previous: string | null;
}

/** Reads `current` and `previous` of the tree, through an interrupted operation if there is one. */
export function readPointers(place: Place, interrupted: Interrupted | null): Pointers {
  const { home, worktree } = place;
  return {
    current: readPointer(home, currentFile(worktree), interrupted),
    get previous() {
      return readPointer(home, previousFile(worktree), interrupted);
    },
  };
}

/** The predecessor's readers strip white space, so it is accepted here. */
function readPointer(
  home: string,
  relative: string,
  interrupted: Interrupted | null,
): string | null {
  const staged = interrupted?.overlay.get(relative);
  if (staged === undefined && interrupted?.gone.has(relative) === true) {
    return null;
  }
  // A command that is still at work may have moved it since the journal was read.
  const text = (staged === undefined ? null : readRegularText(`${home}/${staged}`)) ??
    readRegularText(`${home}/${relative}`);
  const id = text?.trim() ?? "";
  return isPathId(id) ? id : null;
}
