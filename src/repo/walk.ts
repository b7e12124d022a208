import { type GitEntry, readGitEntry } from "../git/git_entry.ts";
import { joinPath, parentPath } from "../process/path.ts";
import { strongMark, weakMark } from "./marks.ts";
import type { DiscoveryStep } from "./place.ts";

/** A mark and the directory it is in. */
export interface FoundMark {
  readonly directory: string;
  /** Name of the mark, relative to the directory. */
  readonly name: string;
}

/** What lies on the way up from a directory. */
export interface Walk {
  /** The directory that holds `.git`, null when the walk ended without one. */
  readonly boundary: string | null;
  /** What `.git` is there. */
  readonly git: GitEntry | null;
  readonly strong: FoundMark | null;
  /** The nearest weak mark that is nearer than `strong`. */
  readonly weak: FoundMark | null;
  readonly steps: readonly DiscoveryStep[];
}

/** Limits of a walk that the caller's circumstances set. */
export interface WalkLimits {
  /** Real path of `$HOME`, null when there is none. */
  readonly homeDirectory: string | null;
  /** Id of the user; null where there are none, and for root, who may pass. */
  readonly user: number | null;
  /** Whether marks count in the first directory only. */
  readonly marksInFirstOnly: boolean;
}

/**
 * Walks up from a directory, which is always looked at, to the first one that holds `.git`; without
 * one it ends before `$HOME`, the root, another device, and a directory of another user.
 *
 * @param from real absolute path
 */
export function walkUp(from: string, limits: WalkLimits): Walk {
  const steps: DiscoveryStep[] = [];
  let strong: FoundMark | null = null;
  let weak: FoundMark | null = null;
  for (let directory = from;;) {
    if (strong === null && (directory === from || !limits.marksInFirstOnly)) {
      strong = found(directory, strongMark(directory));
      if (strong === null) weak ??= found(directory, weakMark(directory));
      steps.push(markStep(directory, strong, weak));
    }
    const git = readGitEntry(directory);
    if (git !== null) {
      steps.push({ path: directory, found: "boundary_git", detail: null });
      if (git.kind === "file") {
        const path = joinPath(directory, ".git");
        steps.push({ path, found: "unconfirmed_git_file", detail: git.gitDirectory });
      }
      return { boundary: directory, git, strong, weak, steps };
    }
    const parent = parentPath(directory);
    const stop = parent === null ? null : barrier(directory, parent, limits);
    if (parent === null || stop !== null) {
      if (parent !== null && stop !== null) steps.push({ path: parent, found: stop, detail: null });
      return { boundary: null, git: null, strong, weak, steps };
    }
    directory = parent;
  }
}

function found(directory: string, name: string | null): FoundMark | null {
  return name === null ? null : { directory, name };
}

function markStep(path: string, strong: FoundMark | null, weak: FoundMark | null): DiscoveryStep {
  if (strong !== null) return { path, found: "strong_mark", detail: strong.name };
  if (weak?.directory === path) return { path, found: "weak_mark", detail: weak.name };
  return { path, found: "nothing", detail: null };
}

/** Why the walk does not enter a parent, null when it does. */
function barrier(
  directory: string,
  parent: string,
  limits: WalkLimits,
): DiscoveryStep["found"] | null {
  if (parent === limits.homeDirectory) return "boundary_home";
  if (parentPath(parent) === null) return "boundary_root";
  try {
    const above = Deno.statSync(parent);
    if (above.dev !== Deno.statSync(directory).dev) return "boundary_device";
    return limits.user === null || above.uid === limits.user ? null : "boundary_owner";
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw error;
    // What cannot even be looked at is not this user's.
    return "boundary_owner";
  }
}
