import { canonicalPath } from "../store/ownership.ts";
import { makePrivateDirectory } from "../store/private_directory.ts";
import {
  grantsDirectory,
  type Repository,
  type StateProblem,
  stateProblem,
} from "./state_directory.ts";

/**
 * Makes the directory of the grants, and looks at it before and after: another may have made it first.
 *
 * @returns Why nothing is to be kept in it, null if it is safe.
 * @throws `file.not_created`
 */
export function makeGrantsDirectory(
  stateDirectory: string,
  repository: Repository,
): StateProblem | null {
  const problem = stateProblem(stateDirectory, repository);
  if (problem !== null) {
    return problem;
  }
  makePrivateDirectory(grantsDirectory(stateDirectory));
  return stateProblem(stateDirectory, repository);
}

/** A home as grants name it. */
export function canonicalHome(home: string): string {
  return canonicalPath(home) ?? home;
}
