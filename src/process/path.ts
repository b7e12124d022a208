const WINDOWS = Deno.build.os === "windows";

/** Whether a path starts at a root: `/…`, on Windows also `C:\…`, `C:/…` and `\\server\…`. */
export function isAbsolutePath(path: string): boolean {
  return WINDOWS ? /^([A-Za-z]:[\\/]|[\\/]{2})/.test(path) : path.startsWith("/");
}

/** A path below a directory; an absolute `path` stays as it is. `.` and `..` are not resolved. */
export function joinPath(directory: string, path: string): string {
  if (isAbsolutePath(path)) return path;
  return directory.endsWith("/") ? directory + path : `${directory}/${path}`;
}

/** The directory that holds a path without a trailing slash, null for a root. */
export function parentPath(path: string): string | null {
  const slash = lastSeparator(path);
  const root = rootLength(path);
  if (path.length <= root || slash < 0) return null;
  return path.slice(0, Math.max(slash, root));
}

/** The last name of a path without a trailing slash. */
export function baseName(path: string): string {
  return path.slice(lastSeparator(path) + 1);
}

/**
 * Whether `path` is `directory` or lies below it. Both are absolute and have no `.`, `..` or links:
 * what `Deno.realPathSync` returns.
 */
export function isWithin(path: string, directory: string): boolean {
  const [inner, outer] = [comparable(path), comparable(directory)];
  return inner === outer || inner.startsWith(outer.endsWith("/") ? outer : `${outer}/`);
}

function lastSeparator(path: string): number {
  const slash = path.lastIndexOf("/");
  return WINDOWS ? Math.max(slash, path.lastIndexOf("\\")) : slash;
}

function rootLength(path: string): number {
  if (!WINDOWS) return 1;
  return /^([A-Za-z]:[\\/]|[\\/]{2}[^\\/]+[\\/][^\\/]+[\\/]?)/.exec(path)?.[0].length ?? 0;
}

function comparable(path: string): string {
  return WINDOWS ? path.replaceAll("\\", "/").toLowerCase() : path;
}
