import { WORKFLOW_FILE } from "../repo/layout.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import type { WorkflowState } from "../workflow/state.ts";

/** Larger definitions are refused when they are loaded. */
export const DEFINITION_LIMIT = 16 * 1024 * 1024;

/** The checksum of a definition as the predecessor keeps it: 16 hex digits of SHA-256. */
export function definitionChecksum(bytes: Uint8Array): string {
  return sha256Hex(bytes).slice(0, 16);
}

/**
 * The path of the definition that a session was started with, relative to the tree; null if it was
 * outside of it. An absolute path is that of the machine on which the predecessor ran.
 */
export function recordedPath({ metadata }: WorkflowState): string | null {
  const recorded = metadata.get("workflow_yaml_path");
  const isRelative = typeof recorded === "string" && !/^\/|(^|\/)\.\.(\/|$)/.test(recorded);
  return isRelative ? recorded : null;
}

/**
 * Whether the definition in the tree is another one than the session was started with. Not if it
 * cannot be read, or if the session does not know which one it was.
 */
export function hasDefinitionChanged(tree: string, state: WorkflowState): boolean {
  const checksum = state.metadata.get("workflow_yaml_checksum");
  if (typeof checksum !== "string") return false;
  try {
    const path = `${tree}/${recordedPath(state) ?? WORKFLOW_FILE}`;
    const bytes = readUserFile(path, DEFINITION_LIMIT, "regular");
    return bytes !== null && definitionChecksum(bytes) !== checksum;
  } catch {
    return false;
  }
}
