import { Buffer } from "node:buffer";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { type Canary, findCanaries } from "./canary_forms.ts";

/** Packed objects of git are compressed one by one, and may be differences. */
const PACK = /^(.*)\/objects\/pack\/pack-[0-9a-f]+\.pack$/;

/** In bytes. Of a longer file, which a test has filled for its size, only the beginning is looked at. */
const LARGEST = 2 * 1024 * 1024;

const LOOSE_OBJECT = /(^|\/)objects\/[0-9a-f]{2}\/[0-9a-f]{38,62}$/;

/**
 * Looks for canaries in all files below a directory and in their names; in objects of git, which are
 * compressed on disk, in what they hold.
 *
 * @param mayHold Whether a value belongs into a file, by its path below the directory.
 */
export function scanFiles(
  base: string,
  canaries: readonly Canary[],
  mayHold: (path: string, bytes: Uint8Array) => boolean,
): readonly string[] {
  return filesBelow(base, "").flatMap((path) => {
    const bytes = contentOf(join(base, path));
    const found = mayHold(path, bytes) ? [] : findCanaries(bytes, canaries);
    return [
      ...found.map((what) => `${path}: ${what}`),
      ...findCanaries(Buffer.from(path), canaries).map((what) => `name of a file: ${what}`),
    ];
  });
}

/** Regular files; a link is not followed. */
export function filesBelow(base: string, below: string): readonly string[] {
  return Array.from(Deno.readDirSync(join(base, below))).flatMap(
    ({ name, isDirectory, isFile }) => {
      const path = below === "" ? name : `${below}/${name}`;
      if (isDirectory) return filesBelow(base, path);
      return isFile ? [path] : [];
    },
  );
}

function contentOf(path: string): Uint8Array {
  const [, directory] = PACK.exec(path) ?? [];
  if (directory !== undefined) return objectsOf(directory);
  const bytes = readAnyway(path);
  if (!LOOSE_OBJECT.test(path)) return bytes;
  try {
    return inflateSync(bytes);
  } catch {
    // A test may have damaged it.
    return bytes;
  }
}

/** All objects that a directory of git has. */
function objectsOf(directory: string): Uint8Array {
  const { success, stdout, stderr } = new Deno.Command("git", {
    args: [`--git-dir=${directory}`, "cat-file", "--batch-all-objects", "--batch"],
    stdin: "null",
  }).outputSync();
  if (!success) throw new Error(`Cannot read ${directory}: ${new TextDecoder().decode(stderr)}`);
  return stdout;
}

/** A file is going to be removed: that nobody may read it is no reason not to look into it. */
function readAnyway(path: string): Uint8Array {
  try {
    return readBeginning(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    Deno.chmodSync(path, 0o600);
    return readBeginning(path);
  }
}

function readBeginning(path: string): Uint8Array {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(Math.min(file.statSync().size, LARGEST));
  let length = 0;
  while (length < bytes.length) {
    const count = file.readSync(bytes.subarray(length));
    if (count === null) break;
    length += count;
  }
  return bytes.subarray(0, length);
}
