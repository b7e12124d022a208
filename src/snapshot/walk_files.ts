import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull } from "../store/read_file.ts";

/** A regular file below a directory. */
export interface FoundFile {
  /** Relative to the directory that the walk began in. */
  readonly name: string;
  readonly size: number;
  /** Only its beginning is meant: it may have got longer since. */
  readonly grows?: true;
}

/** Deeper directories are not ours, and nobody could unpack them everywhere. */
const DEEPEST = 64;

/**
 * Finds the regular files at or below a path. Links are not followed; they, and whatever else is no
 * file, go to `skip`.
 *
 * @param root Absolute.
 * @param name Relative to it; nothing needs to be there.
 */
export function* walkFiles(
  root: string,
  name: string,
  skip: (name: string) => void,
): Generator<FoundFile> {
  const info = lstatOrNull(`${root}/${name}`);
  if (info === null) return;
  if (info.isFile) {
    yield { name, size: info.size };
  } else if (info.isDirectory && name.split("/").length < DEEPEST) {
    for (const entry of listDirectory(`${root}/${name}`)) {
      yield* walkFiles(root, `${name}/${entry.name}`, skip);
    }
  } else {
    skip(name);
  }
}
