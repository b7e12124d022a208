import { sha256Hex } from "../store/sha256.ts";
import { isPathId } from "./path_id.ts";

/**
 * The id under which we keep files of a linked worktree: its name in git, or where that cannot be a
 * name on disk, what of it can, with the start of its SHA-256.
 */
export function worktreeId(name: string): string {
  if (isPathId(name)) return name;
  const safe = name.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 40);
  return `w-${safe}-${sha256Hex(name).slice(0, 12)}`;
}
