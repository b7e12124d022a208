import { isAbsolutePath, isWithin, joinPath } from "./path.ts";

const WINDOWS = Deno.build.os === "windows";

/** Endings that Windows can start; scripts of other hosts (`.js`, `.vbs`) are left out. */
const WINDOWS_ENDINGS = [".com", ".exe", ".bat", ".cmd"];

/** Where {@link findProgram} looks. */
export interface ProgramSearch {
  /** Value of `PATH`; relative and empty entries are never searched. */
  readonly path: string;
  /** Absolute directory that a name with a slash starts from. */
  readonly cwd: string;
  /** Real directories in which no program is taken, neither directly nor through a link. */
  readonly refuseBelow: readonly string[];
}

/**
 * The absolute path of the program that a command line names: a regular file with an executable bit.
 * Links are followed to check it, but not resolved in the result, because programs look at their name.
 *
 * @returns null when no such program is found
 */
export function findProgram(name: string, search: ProgramSearch): string | null {
  if (name === "" || name.includes("\0")) return null;
  const hasSlash = name.includes("/") || (WINDOWS && name.includes("\\"));
  const directories = hasSlash
    ? [search.cwd]
    : search.path.split(WINDOWS ? ";" : ":").filter(isAbsolutePath);
  for (const directory of directories) {
    for (const ending of endings(name)) {
      const candidate = joinPath(directory, name + ending);
      if (isProgram(candidate, search.refuseBelow)) return candidate;
    }
  }
  return null;
}

function endings(name: string): readonly string[] {
  if (!WINDOWS) return [""];
  const lower = name.toLowerCase();
  return WINDOWS_ENDINGS.some((ending) => lower.endsWith(ending)) ? [""] : WINDOWS_ENDINGS;
}

function isProgram(path: string, refuseBelow: readonly string[]): boolean {
  try {
    const info = Deno.statSync(path);
    if (!info.isFile) return false;
    if (!WINDOWS && ((info.mode ?? 0) & 0o111) === 0) return false;
    if (refuseBelow.length === 0) return true;
    const slash = path.lastIndexOf("/");
    const directory = Deno.realPathSync(path.slice(0, slash) || "/");
    const target = Deno.realPathSync(path);
    return !refuseBelow.some((refused) =>
      isWithin(directory, refused) || isWithin(target, refused)
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    return false;
  }
}
