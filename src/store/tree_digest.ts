import { fileDigest } from "./file_digest.ts";
import { sha256Hex } from "./sha256.ts";

/** What a digest makes of a symbolic link: `refuse` it, or `record` where it points to. */
export type LinkPolicy = "refuse" | "record";

const NOTHING_KNOWN: ReadonlyMap<string, string> = new Map();

/**
 * SHA-256 of what lies at a path: of a file its bytes, of a directory the sorted lines
 * `<relative path> <SHA-256>` of all files below it. Null when there is nothing, or anything but
 * regular files and directories. Links are never followed; a recorded one counts as a file whose
 * bytes are `link:` and its target.
 *
 * @param known Digests of files that somebody has made already, by absolute path.
 */
export function treeDigest(
  path: string,
  links: LinkPolicy = "refuse",
  known: ReadonlyMap<string, string> = NOTHING_KNOWN,
): string | null {
  try {
    const lines = digestLines(path, "", links, known);
    return lines === null ? null : digestOfLines(lines);
  } catch (error) {
    // Somebody else may have removed a part of it while we looked.
    if (error instanceof Deno.errors.NotFound) {
      return null;
    }
    throw error;
  }
}

/** One file of a tree: its path below the top, beginning with `/`, or "" for the top itself. */
export interface DigestLine {
  readonly name: string;
  readonly digest: string;
}

/** The digest of a tree from the digests of its files, in any order. */
export function digestOfLines(lines: readonly DigestLine[]): string {
  const [only] = lines;
  return only?.name === "" ? only.digest : sha256Hex(
    lines.map((line) => `${line.name} ${line.digest}\n`).sort().join(""),
  );
}

/** Digest of a link that is recorded. */
export function linkDigest(path: string): string {
  return sha256Hex(`link:${Deno.readLinkSync(path)}`);
}

function digestLines(
  path: string,
  name: string,
  links: LinkPolicy,
  known: ReadonlyMap<string, string>,
): DigestLine[] | null {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch {
    return null;
  }
  if (info.isSymlink && links === "record") {
    return [{ name, digest: linkDigest(path) }];
  }
  if (info.isFile) {
    return [{ name, digest: known.get(path) ?? fileDigest(path) }];
  }
  if (!info.isDirectory) {
    return null;
  }
  const lines: DigestLine[] = [];
  for (const entry of Deno.readDirSync(path)) {
    const below = digestLines(`${path}/${entry.name}`, `${name}/${entry.name}`, links, known);
    if (below === null) {
      return null;
    }
    lines.push(...below);
  }
  return lines;
}
