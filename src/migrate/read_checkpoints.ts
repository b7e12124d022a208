import { OrchestratorError } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull, readRegular } from "../store/read_file.ts";
import { readHead } from "../store/read_pieces.ts";
import { isJsonObject } from "../workflow/json.ts";

/** A file of the predecessor's checkpoint directory. */
export interface CheckpointFile {
  /** Relative to the root. */
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** The workflow it belongs to; null when it does not say. */
  readonly workflow: string | null;
}

const HEAD = 4096;
/** A larger file of unusual shape is not parsed. */
const LARGEST = 64 * 1024 * 1024;
const USUAL =
  /^\ufeff?\s*\{\s*"checkpoint_id"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"workflow_id"\s*:\s*("(?:[^"\\]|\\.)*")/;

/**
 * The checkpoints in a directory, by name. The workflow stands at the beginning of the files that the
 * predecessor writes, so that large ones need not be read.
 *
 * @param directory Relative to the root.
 */
export function readCheckpoints(root: string, directory: string): readonly CheckpointFile[] {
  return listDirectory(`${root}/${directory}`)
    .filter(({ name, kind }) => kind === "file" && name.endsWith(".json"))
    .map(({ name }) => {
      const path = `${directory}/${name}`;
      const bytes = lstatOrNull(`${root}/${path}`)?.size ?? 0;
      return { path, name, bytes, workflow: workflowOf(`${root}/${path}`, bytes) };
    })
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

function workflowOf(path: string, bytes: number): string | null {
  try {
    const usual = USUAL.exec(new TextDecoder().decode(readHead(path, HEAD)))?.[1];
    if (usual !== undefined) return JSON.parse(usual);
    if (bytes > LARGEST) return null;
    const value: unknown = JSON.parse(new TextDecoder().decode(readRegular(path) ?? undefined));
    if (!isJsonObject(value)) return null;
    const { workflow_id: id } = value;
    return typeof id === "string" ? id : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof OrchestratorError) return null;
    throw error;
  }
}
