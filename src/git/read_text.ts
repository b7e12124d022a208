/** Git's own one-line files and our marks are far smaller. */
const USUAL_LIMIT = 65_536;

/**
 * The text of a small regular file (links are followed), null when it is missing, too large, not a
 * regular file or cannot be read. Bytes that are not UTF-8 become U+FFFD.
 */
export function readText(path: string, limit: number = USUAL_LIMIT): string | null {
  const bytes = readBytes(path, limit);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Like {@link readText}, for bytes. */
export function readBytes(path: string, limit: number): Uint8Array | null {
  try {
    const info = Deno.statSync(path);
    if (!info.isFile || info.size > limit) return null;
    return Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return null;
  }
}

/** What has this name, without following it; null when nothing has or when it cannot be looked at. */
export function lookAt(path: string): Deno.FileInfo | null {
  try {
    return Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return null;
  }
}

/** Whether something has this name, a broken link included. */
export function isPresent(path: string): boolean {
  return lookAt(path) !== null;
}

/** The path without links, `.` and `..`; null when nothing is there. */
export function realPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return null;
  }
}
