import { readRegular } from "./read_file.ts";
import { sha256Hex } from "./sha256.ts";

/**
 * SHA-256 of what lies at a path: of a file its bytes, of a directory the sorted lines
 * `<relative path> <SHA-256>` of all files below it. Null when there is nothing, or anything but
 * regular files and directories.
 */
export function treeDigest(path: string): string | null {
  const lines = digestLines(path, "");
  if (lines === null) {
    return null;
  }
  const [only] = lines;
  return only?.name === "" ? only.digest : sha256Hex(
    lines.map((line) => `${line.name} ${line.digest}\n`).sort().join(""),
  );
}

interface DigestLine {
  readonly name: string;
  readonly digest: string;
}

function digestLines(path: string, name: string): DigestLine[] | null {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch {
    return null;
  }
  if (info.isFile) {
    const bytes = readRegular(path);
    return bytes === null ? null : [{ name, digest: sha256Hex(bytes) }];
  }
  if (!info.isDirectory) {
    return null;
  }
  const lines: DigestLine[] = [];
  for (const entry of Deno.readDirSync(path)) {
    const below = digestLines(`${path}/${entry.name}`, `${name}/${entry.name}`);
    if (below === null) {
      return null;
    }
    lines.push(...below);
  }
  return lines;
}
