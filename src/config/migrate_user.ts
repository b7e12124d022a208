import { joinPath } from "../process/path.ts";
import { fail } from "../store/failure.ts";
import { makePrivateDirectory } from "../store/private_directory.ts";
import { readUserFile } from "../store/read_user_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import { LEGACY_USER_FILE } from "./other_files.ts";

/** Where the predecessor's files are kept, in the user's configuration directory. */
const KEPT_IN = "legacy";

/** Larger files are not the predecessor's. */
const SIZE_LIMIT = 16 * 1024 * 1024;

/** The one file of the predecessor that lies outside of our configuration directory, and its place there. */
export interface UserMigration {
  /** Absolute. */
  readonly from: string;
  readonly to: string;
  readonly bytes: Uint8Array | null;
  /** The file is at its new place already, in the same bytes. */
  readonly isThere: boolean;
}

/** The user's directories, both of which have to be known. */
export interface UserPlaces {
  readonly home: string;
  readonly config: string;
}

/**
 * What has to be moved, or with `back` to be moved back.
 *
 * @throws `file.exists` when another file is in its place; `file.unreadable`
 */
export function planUserMigration({ home, config }: UserPlaces, back: boolean): UserMigration {
  const old = joinPath(home, LEGACY_USER_FILE);
  const kept = joinPath(config, `${KEPT_IN}/config.yaml`);
  const [from, to] = back ? [kept, old] : [old, kept];
  const bytes = readUserFile(from, SIZE_LIMIT, "regular");
  const present = readUserFile(to, SIZE_LIMIT, "regular");
  const isThere = bytes !== null && present !== null && sha256Hex(present) === sha256Hex(bytes);
  if (bytes !== null && present !== null && !isThere) {
    throw fail("file.exists", { path: to, force: [] });
  }
  return { from, to, bytes, isThere };
}

/**
 * Moves the file: it is whole at its new place before it is removed from the old one.
 *
 * @throws `home.unsafe`, `file.not_created`, `io`
 */
export function moveUserFile({ from, to, bytes, isThere }: UserMigration): void {
  if (bytes === null) {
    return;
  }
  if (!isThere) {
    makePrivateDirectory(to.slice(0, to.lastIndexOf("/")));
    atomicWriteFile(to, bytes);
  }
  const [directory, name] = splitPath(from);
  removeDurably(directory, name);
}

function splitPath(path: string): readonly [directory: string, name: string] {
  const slash = path.lastIndexOf("/");
  return [path.slice(0, slash), path.slice(slash + 1)];
}
