import { WORKFLOW_FILE } from "../repo/layout.ts";
import type { Place } from "../repo/place.ts";
import { fail } from "../store/failure.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { DEFAULT_TEMPLATE } from "../workflow/default_workflow.ts";
import { absolutePath } from "./absolute_path.ts";
import type { Context } from "./context.ts";
import { DEFINITION_LIMIT, definitionChecksum } from "../session/definition_change.ts";

/** The text of a workflow definition and where it is from. */
export interface DefinitionSource {
  readonly text: string;
  /** For messages: as the caller wrote it, or the name of the bundled one. */
  readonly name: string;
  /** What a session remembers of it; null for the bundled one and for files outside of the tree. */
  readonly origin: { readonly path: string; readonly checksum: string } | null;
  readonly bundled: boolean;
}

/**
 * Finds the definition: the named file, else `workflow.yaml` of the tree, else the bundled one.
 *
 * @throws `definition.not_found` for a named file that is not there, `file.unreadable`
 */
export function findDefinition(
  context: Context,
  place: Place,
  named: string | null,
): DefinitionSource {
  if (named !== null) {
    const path = absolutePath(context, named);
    const bytes = readUserFile(path, DEFINITION_LIMIT, "any");
    if (bytes === null) throw fail("definition.not_found", { path: named });
    const inside = path.startsWith(`${place.tree}/`) ? path.slice(place.tree.length + 1) : null;
    return {
      text: decode(bytes),
      name: named,
      origin: inside === null ? null : { path: inside, checksum: definitionChecksum(bytes) },
      bundled: false,
    };
  }
  return findInTree(place, WORKFLOW_FILE) ??
    { text: DEFAULT_TEMPLATE.text, name: "default workflow", origin: null, bundled: true };
}

/** The definition in a regular file of the tree; null if there is none. Throws `file.unreadable`. */
export function findInTree(place: Place, path: string): DefinitionSource | null {
  const bytes = readUserFile(`${place.tree}/${path}`, DEFINITION_LIMIT, "regular");
  return bytes === null ? null : {
    text: decode(bytes),
    name: path,
    origin: { path, checksum: definitionChecksum(bytes) },
    bundled: false,
  };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
