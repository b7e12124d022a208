import { isWithin, joinPath, parentPath } from "../process/path.ts";
import { OrchestratorError } from "../store/failure.ts";
import { canonicalPath, currentUser, type Ownership, ownershipOf } from "../store/ownership.ts";

/** Why grants are neither kept nor believed in a directory; the facts of `trust.state_unsafe`. */
export interface StateProblem {
  /** The directory, or the one above it, that is to blame. */
  readonly path: string;
  readonly problem: string;
}

/** The directories that must not hold their own grants. */
export interface Repository {
  readonly home: string;
  readonly tree: string;
}

/**
 * Users who own directories above ours: root, and the one as whom root appears in a container that
 * does not map it.
 */
const SYSTEM_USERS: readonly number[] = [0, 65534];

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;
const STICKY = 0o1000;

/** The directory of the grants. */
export function grantsDirectory(stateDirectory: string): string {
  return joinPath(stateDirectory, "trust");
}

/**
 * Checks that nobody but this user and root can put a grant into the state directory: it lies outside
 * the repository, it and its `trust/` are this user's alone, and nobody else can exchange a directory
 * above them. What does not exist yet is no problem.
 *
 * @param stateDirectory Absolute.
 * @returns null when it is safe.
 */
export function stateProblem(stateDirectory: string, repository: Repository): StateProblem | null {
  try {
    const grants = grantsDirectory(stateDirectory);
    const existing = pathsDownTo(grants).filter((path) => ownershipOf(path) !== null);
    const canonical = canonicalPath(existing.at(-1) ?? "/");
    if (canonical === null) {
      return { path: stateDirectory, problem: "it cannot be looked at" };
    }
    const missing = grants.slice((existing.at(-1) ?? "").length);
    const isInside = [repository.home, repository.tree].some((directory) =>
      isWithin(canonical + missing, canonicalPath(directory) ?? directory)
    );
    if (isInside) {
      return { path: stateDirectory, problem: "it lies inside the repository" };
    }
    return firstProblem([...existing, ...pathsDownTo(canonical)], {
      alone: [stateDirectory, canonicalPath(stateDirectory)],
      strict: [grants, canonicalPath(grants)],
    });
  } catch (error) {
    if (error instanceof OrchestratorError) {
      return { path: stateDirectory, problem: "it cannot be looked at" };
    }
    throw error;
  }
}

/** Whether a file is this user's alone to write, as a grant must be. */
export function isOwnFile(path: string): boolean {
  const ownership = ownershipOf(path);
  return ownership?.kind === "file" && (isOwn(ownership) || ownership.user === null) &&
    !isWritable(ownership, GROUP_WRITES | OTHERS_WRITE);
}

interface Demands {
  /** Belongs to this user. */
  readonly alone: readonly (string | null)[];
  /** Belongs to this user and nobody else may write it. */
  readonly strict: readonly (string | null)[];
}

function firstProblem(paths: readonly string[], demands: Demands): StateProblem | null {
  for (const path of paths) {
    const ownership = ownershipOf(path);
    const isStrict = demands.strict.includes(path);
    const isAlone = isStrict || demands.alone.includes(path);
    const problem = ownership === null ? null : problemWith(ownership, isAlone, isStrict);
    if (problem !== null) {
      return { path, problem };
    }
  }
  return null;
}

function problemWith(ownership: Ownership, isAlone: boolean, isStrict: boolean): string | null {
  if (ownership.kind !== "directory" && ownership.kind !== "link") {
    return "it is not a directory";
  }
  if (ownership.user === null) {
    return null;
  }
  const isSystems = SYSTEM_USERS.includes(ownership.user);
  if (!isOwn(ownership) && !(isSystems && (!isAlone || ownership.kind === "link"))) {
    return "it belongs to another user";
  }
  return ownership.kind === "directory" && othersWrite(ownership, isAlone, isStrict)
    ? "others can write it"
    : null;
}

function othersWrite(ownership: Ownership, isAlone: boolean, isStrict: boolean): boolean {
  if (isStrict) {
    return isWritable(ownership, GROUP_WRITES | OTHERS_WRITE);
  }
  // In a sticky directory others can add names, but not exchange ours.
  if (!isAlone && isWritable(ownership, STICKY)) {
    return false;
  }
  // A user's private group usually has the user's number; that of root is for root alone.
  const isPrivateGroup = ownership.group === ownership.user || ownership.group === 0;
  return isWritable(ownership, isPrivateGroup ? OTHERS_WRITE : GROUP_WRITES | OTHERS_WRITE);
}

function isOwn(ownership: Ownership): boolean {
  return ownership.user !== null && ownership.user === currentUser();
}

function isWritable(ownership: Ownership, bits: number): boolean {
  return ((ownership.mode ?? 0) & bits) !== 0;
}

/** The root, and every path from there down to this one. */
function pathsDownTo(path: string): readonly string[] {
  const parent = parentPath(path);
  return parent === null ? [path] : [...pathsDownTo(parent), path];
}
