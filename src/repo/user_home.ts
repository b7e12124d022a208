import { currentUser, ownershipOf } from "../store/ownership.ts";
import { findMount, type Mount } from "./mounts.ts";
import { realPath } from "../git/read_text.ts";

/** Whether the user's home directory can be written, as far as looking tells. */
export type HomeCondition =
  | "writable"
  /** The environment names none. */
  | "none"
  | "missing"
  /** Somebody else's, without rights for us. */
  | "no_rights"
  | "read_only_mount";

/** Looks at the user's home directory; writes nothing to find out. */
export function conditionOfHome(
  path: string | null,
  mounts: readonly Mount[],
): HomeCondition {
  if (path === null) return "none";
  const real = realPath(path);
  const owned = real === null ? null : ownershipOf(real);
  if (real === null || owned?.kind !== "directory") return "missing";
  if (findMount(mounts, real)?.readOnly === true) return "read_only_mount";
  const user = currentUser();
  if (user === null || owned.mode === null || user === 0) return "writable";
  const wanted = owned.user === user ? 0o200 : 0o002;
  return (owned.mode & wanted) !== 0 ? "writable" : "no_rights";
}
