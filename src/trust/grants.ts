import { baseName, joinPath } from "../process/path.ts";
import { OrchestratorError, problemOfFailure } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import { linesHash, listHash, listLines, type TrustEntry } from "./command_list.ts";
import {
  type Grant,
  type GrantAct,
  grantFromText,
  grantPath,
  grantPrefix,
  grantToText,
} from "./grant.ts";
import { canonicalHome, makeGrantsDirectory } from "./grants_directory.ts";
import { readOwnText } from "./own_text.ts";
import {
  grantsDirectory,
  type Repository,
  type StateProblem,
  stateProblem,
} from "./state_directory.ts";

/** A list of commands, and where a grant for it would be. */
export interface GrantQuestion extends Repository {
  readonly entries: readonly TrustEntry[];
  /**
   * The common git directory of the tree where that is not the home's own, null otherwise. A grant for
   * one counts for all its checkouts, and for no other repository below the same home.
   */
  readonly repository: string | null;
  /** The user's state directory, absolute; null when there is none. */
  readonly stateDirectory: string | null;
}

/** Whether a list of commands may run in a home. */
export interface GrantCheck {
  readonly granted: boolean;
  /** What grants it: nothing to run, a stored grant, or `ORCHESTRATOR_TRUST`. */
  readonly by: "none_needed" | "grant" | "pin" | null;
  /** SHA-256 of the list, in hex. */
  readonly hash: string;
  /** There is a pin, and it names another list. */
  readonly pinDiffers: boolean;
  /** Why stored grants were not looked at, for `trust.state_unsafe`. */
  readonly unsafe: StateProblem | null;
}

/** What came of storing a grant. Unless it is stored, only a pin of `hash` lets the commands run. */
export type GrantStored =
  | { readonly stored: true; readonly hash: string; readonly path: string }
  /** There is nothing to grant, or no state directory (no `HOME`). */
  | {
    readonly stored: false;
    readonly hash: string;
    readonly reason: "none_needed" | "no_directory";
  }
  | {
    readonly stored: false;
    readonly hash: string;
    readonly reason: "unsafe" | "not_writable";
    readonly path: string;
    readonly problem: string;
  };

/**
 * Looks up whether a list of commands may run in a home. Writes nothing.
 *
 * @param question.pin The value of `ORCHESTRATOR_TRUST`.
 */
export function checkGrant(question: GrantQuestion & { readonly pin: string | null }): GrantCheck {
  const { entries, stateDirectory, pin } = question;
  const hash = listHash(entries);
  const pinDiffers = pin !== null && pin !== hash;
  const answer = { hash, pinDiffers, unsafe: null };
  if (entries.length === 0) {
    return { ...answer, granted: true, by: "none_needed" };
  }
  if (pin === hash) {
    return { ...answer, granted: true, by: "pin" };
  }
  if (stateDirectory === null) {
    return { ...answer, granted: false, by: null };
  }
  const unsafe = stateProblem(stateDirectory, question);
  if (unsafe !== null) {
    return { ...answer, granted: false, by: null, unsafe };
  }
  const home = canonicalHome(question.home);
  const { repository } = question;
  const grant = readGrant(grantPath(stateDirectory, { home, repository, hash }));
  const granted = grant !== null && grant.home === home && grant.hash === hash &&
    grant.repository === repository;
  return { ...answer, granted, by: granted ? "grant" : null };
}

/**
 * Stores a grant for a list of commands in a home. Others that stand are not touched.
 *
 * @param question.grantedAt RFC 3339.
 */
export function writeGrant(
  question: GrantQuestion & { readonly grantedAt: string; readonly grantedBy: GrantAct },
): GrantStored {
  const { stateDirectory, repository, grantedAt, grantedBy } = question;
  const lines = listLines(question.entries);
  const hash = linesHash(lines);
  if (lines.length === 0 || stateDirectory === null) {
    return { stored: false, hash, reason: lines.length === 0 ? "none_needed" : "no_directory" };
  }
  const home = canonicalHome(question.home);
  const path = grantPath(stateDirectory, { home, repository, hash });
  try {
    const problem = makeGrantsDirectory(stateDirectory, question);
    if (problem !== null) {
      return { stored: false, hash, reason: "unsafe", ...problem };
    }
    const text = grantToText({ home, repository, hash, grantedAt, grantedBy, lines });
    atomicWriteFile(path, new TextEncoder().encode(text), { mode: 0o600 });
    return { stored: true, hash, path };
  } catch (error) {
    if (error instanceof OrchestratorError) {
      return {
        stored: false,
        hash,
        reason: "not_writable",
        path,
        problem: problemOfFailure(error.failure),
      };
    }
    throw error;
  }
}

/** The grants that stand for a home, the newest first; none if the state directory is unsafe. */
export function readGrants(question: Omit<GrantQuestion, "entries">): readonly Grant[] {
  const home = canonicalHome(question.home);
  return grantsIn(question, grantPrefix(home))
    .filter((grant) => grant.home === home && grant.repository === question.repository);
}

/** The grants of this user for all homes, the newest first; none if the state directory is unsafe. */
export function readAllGrants(
  question: Repository & Pick<GrantQuestion, "stateDirectory">,
): readonly Grant[] {
  return grantsIn(question, "");
}

function grantsIn(
  question: Repository & Pick<GrantQuestion, "stateDirectory">,
  prefix: string,
): readonly Grant[] {
  const { stateDirectory } = question;
  if (stateDirectory === null || stateProblem(stateDirectory, question) !== null) {
    return [];
  }
  const directory = grantsDirectory(stateDirectory);
  return listDirectory(directory)
    .filter(({ name }) => name.startsWith(prefix))
    .flatMap(({ name }) => readGrant(joinPath(directory, name)) ?? [])
    .toSorted((a, b) => b.grantedAt.localeCompare(a.grantedAt));
}

/** A grant counts only if it is this user's file, and says what its name says. */
function readGrant(path: string): Grant | null {
  const grant = grantFromText(readOwnText(path) ?? "");
  const isNamed = grant !== null && baseName(grantPath("/", grant)) === baseName(path);
  return isNamed ? grant : null;
}
