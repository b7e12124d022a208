/** What {@link lookInside} found. */
export interface InsideLook {
  readonly exists: boolean;
  /** The path leads out of the directory, by itself or through a link. */
  readonly outside: boolean;
  /** When it was last changed; null if it does not exist or the system does not tell. */
  readonly modified: Date | null;
}

/**
 * Looks whether there is something at a path inside a directory. Links are followed; one that leads
 * out of the directory counts as outside, whether something is there or not.
 *
 * @param directory Absolute.
 * @param path Relative to it, or absolute.
 */
export function lookInside(directory: string, path: string): InsideLook {
  const target = path.startsWith("/") ? path : `${directory}/${path}`;
  const root = realPath(directory) ?? directory;
  const real = realPath(target);
  const base = real ?? nearestReal(target);
  if (base !== root && !base.startsWith(root.endsWith("/") ? root : `${root}/`)) {
    return { exists: false, outside: true, modified: null };
  }
  if (real === null) return { exists: false, outside: false, modified: null };
  return { exists: true, outside: false, modified: Deno.statSync(real).mtime };
}

/** The real path of the deepest directory above a path that exists. */
function nearestReal(path: string): string {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const real = realPath(path.slice(0, end));
    if (real !== null) return real;
  }
  return "/";
}

function realPath(path: string): string | null {
  try {
    return Deno.realPathSync(path);
  } catch {
    return null;
  }
}
