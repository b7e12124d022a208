import { copyFileDurably } from "./copy_file.ts";
import { syncDirectory } from "./sync_directory.ts";
import { type DigestLine, linkDigest, type LinkPolicy } from "./tree_digest.ts";

/**
 * Copies a file or a directory with modes and mtimes to a new path, durably but for the name of the
 * copy itself. Links are copied as links, or refused.
 *
 * @returns What was written, as `treeDigest` counts it.
 * @throws `io`, or as the system does; what was copied so far is left there.
 */
export function copyTreeDurably(
  from: string,
  to: string,
  links: LinkPolicy = "refuse",
): readonly DigestLine[] {
  const lines: DigestLine[] = [];
  copyBelow(from, to, "", links, lines);
  return lines;
}

function copyBelow(
  from: string,
  to: string,
  name: string,
  links: LinkPolicy,
  lines: DigestLine[],
): void {
  const info = Deno.lstatSync(from);
  if (info.isFile) {
    lines.push({ name, digest: copyFileDurably(from, to).sha256 });
    return;
  }
  if (info.isSymlink && links === "record") {
    Deno.symlinkSync(Deno.readLinkSync(from), to);
    lines.push({ name, digest: linkDigest(to) });
    return;
  }
  if (!info.isDirectory) {
    throw new Error("Only files and directories are copied");
  }
  Deno.mkdirSync(to, { mode: 0o700 });
  for (const entry of Deno.readDirSync(from)) {
    copyBelow(
      `${from}/${entry.name}`,
      `${to}/${entry.name}`,
      `${name}/${entry.name}`,
      links,
      lines,
    );
  }
  finishDirectory(to, info);
}

/** After its content: making that needs rights, and changes the time. */
function finishDirectory(path: string, { mode, mtime }: Deno.FileInfo): void {
  syncDirectory(path);
  try {
    Deno.chmodSync(path, (mode ?? 0o755) & 0o7777);
    if (mtime !== null) {
      Deno.utimeSync(path, mtime, mtime);
    }
  } catch {
    return;
  }
}
