import { fail } from "../store/failure.ts";
import { removeDurably } from "../store/remove_file.ts";
import { type Approver, approverPath, type ApproverQuestion, readApprovers } from "./approvers.ts";
import { type Grant, grantPath } from "./grant.ts";
import { readAllGrants } from "./grants.ts";
import { canonicalHome } from "./grants_directory.ts";
import { stateProblem } from "./state_directory.ts";

/** What stands for a home, and what of it is or was taken back. */
export interface Standing {
  readonly grants: readonly Grant[];
  readonly approvers: readonly Approver[];
}

/**
 * All that stands for a home, whatever repository a grant names.
 *
 * @throws `trust.state_unsafe`
 */
export function standingOf(question: ApproverQuestion): Standing {
  const { stateDirectory } = question;
  const problem = stateDirectory === null ? null : stateProblem(stateDirectory, question);
  if (problem !== null) {
    throw fail("trust.state_unsafe", problem);
  }
  const home = canonicalHome(question.home);
  return {
    grants: readAllGrants(question).filter((grant) => grant.home === home),
    approvers: readApprovers(question).filter((approver) => approver.home === home),
  };
}

/**
 * Takes grants and approvers back, one file after the other: what was not removed when the process is
 * stopped still stands, and is shown.
 *
 * @throws `home.unsafe`, `io`
 */
export function revoke(stateDirectory: string, { grants, approvers }: Standing): void {
  const paths = [
    ...grants.map((grant) => grantPath(stateDirectory, grant)),
    ...approvers.map(({ home, name }) => approverPath(stateDirectory, home, name)),
  ];
  for (const path of paths) {
    removeDurably(stateDirectory, path.slice(stateDirectory.length + 1));
  }
}
