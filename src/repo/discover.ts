import { mainCheckout } from "../git/main_checkout.ts";
import { realPath } from "../git/read_text.ts";
import { joinPath } from "../process/path.ts";
import { fail } from "../store/failure.ts";
import { WORKFLOW_FILE } from "./layout.ts";
import { holdsHouse, strongMark, weakMark } from "./marks.ts";
import type { DiscoveryStep, Place } from "./place.ts";
import { type FoundMark, type Walk, walkUp } from "./walk.ts";
import { worktreeId } from "./worktree_id.ts";

/** Where a search begins. */
export interface DiscoveryStart {
  /** The working directory, absolute. */
  readonly cwd: string;
  /** Value of `--root`. */
  readonly root: string | null;
  /** Value of `ORCHESTRATOR_ROOT`; an empty one counts as none. */
  readonly rootVariable: string | null;
  /** `$HOME`, null when there is none. */
  readonly homeDirectory: string | null;
}

/**
 * What the place is wanted for. `init` takes the boundary where a command takes a weak mark below it;
 * `here` takes the directory itself.
 */
export type DiscoveryPurpose = "command" | "init" | "here";

/**
 * Finds home and tree by reading directories and git's own files: no git is run. A place without a
 * mark comes back as well, with `mark` null: the boundary, else the working directory.
 *
 * @throws `home.root_missing` when the directory that `--root` or `ORCHESTRATOR_ROOT` names is none
 */
export function discover(start: DiscoveryStart, purpose: DiscoveryPurpose = "command"): Place {
  const chosen = chosenRoot(start);
  const from = chosen?.path ?? realPath(start.cwd) ?? start.cwd;
  const user = Deno.uid();
  const walk = walkUp(from, {
    homeDirectory: start.homeDirectory === null ? null : realPath(start.homeDirectory),
    user: user === 0 ? null : user,
    marksInFirstOnly: chosen !== null || purpose === "here",
  });
  const steps = chosen === null ? walk.steps : [chosen, ...walk.steps];
  if (purpose === "here") return placeAt(from, walk, steps, markHere(walk, from));
  if (walk.strong !== null) return placeAt(walk.strong.directory, walk, steps, "strong");
  // With --root only the very directory counts, and not what lies around it.
  const atWorktree = chosen === null || walk.boundary === from;
  if (atWorktree && walk.git?.kind === "worktree") {
    const place = placeOfWorktree(walk, steps);
    if (place !== null) return place;
  }
  if (chosen !== null) return placeAt(from, walk, steps, markHere(walk, from));
  if (walk.weak !== null && (purpose === "command" || walk.boundary === null)) {
    return placeAt(walk.weak.directory, walk, steps, "weak");
  }
  const directory = walk.boundary ?? from;
  return placeAt(directory, walk, steps, markHere(walk, directory));
}

/** The step for `--root` or its variable; null when neither is given. */
function chosenRoot(start: DiscoveryStart): DiscoveryStep | null {
  const byFlag = start.root !== null;
  const root = byFlag ? start.root : start.rootVariable || null;
  if (root === null) return null;
  const path = joinPath(start.cwd, root);
  const real = root === "" ? null : realPath(path);
  if (real === null || !Deno.statSync(real).isDirectory) {
    throw fail("home.root_missing", { path, source: byFlag ? "--root" : "ORCHESTRATOR_ROOT" });
  }
  return { path: real, found: byFlag ? "root_flag" : "root_variable", detail: root };
}

/**
 * The place of a linked worktree that has no `.orchestrator/` in use of its own: its home is the main
 * checkout. Null when it is its own home: a bare repository without `.orchestrator/` beside it, or a
 * main checkout that cannot be found.
 */
function placeOfWorktree(walk: Walk, steps: readonly DiscoveryStep[]): Place | null {
  const { boundary: tree, git } = walk;
  if (tree === null || git === null || git.worktree === null) return null;
  if (git.gitCommonDirectory === null) return null;
  const main = mainCheckout(git.gitCommonDirectory);
  if (main.kind === "unknown") return null;
  if (main.kind === "bare" && !holdsHouse(main.holder)) return null;
  const home = main.kind === "bare" ? main.holder : main.path;
  const strong = strongMark(home) !== null;
  const weak = walk.weak !== null || weakMark(home) !== null;
  return {
    home,
    tree,
    worktree: worktreeId(git.worktree),
    mark: strong ? "strong" : weak ? "weak" : null,
    boundary: tree,
    gitDirectory: git.gitDirectory,
    gitCommonDirectory: git.gitCommonDirectory,
    // The tree's own workflow.yaml is not ignored: it is the one that counts.
    ignoredWeakMark: isAt(walk.weak, tree, WORKFLOW_FILE) ? null : pathOf(walk.weak),
    steps: [...steps, { path: tree, found: "worktree_of", detail: home }],
  };
}

/** The place whose home and tree are one directory. */
function placeAt(
  directory: string,
  walk: Walk,
  steps: readonly DiscoveryStep[],
  mark: Place["mark"],
): Place {
  return {
    home: directory,
    tree: directory,
    worktree: null,
    mark,
    boundary: walk.boundary,
    gitDirectory: walk.git?.gitDirectory ?? null,
    gitCommonDirectory: walk.git?.gitCommonDirectory ?? null,
    ignoredWeakMark: walk.weak?.directory === directory ? null : pathOf(walk.weak),
    steps,
  };
}

function markHere(walk: Walk, directory: string): Place["mark"] {
  if (walk.strong?.directory === directory) return "strong";
  if (walk.weak?.directory === directory) return "weak";
  // A nearer weak mark hides the one that is asked for.
  return weakMark(directory) === null ? null : "weak";
}

function pathOf(mark: FoundMark | null): string | null {
  return mark === null ? null : joinPath(mark.directory, mark.name);
}

function isAt(mark: FoundMark | null, directory: string, name: string): boolean {
  return mark?.directory === directory && mark.name === name;
}
