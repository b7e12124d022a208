import { lstatOrNull } from "../../store/read_file.ts";
import { readApprovers } from "../../trust/approvers.ts";
import { readAllGrants } from "../../trust/grants.ts";
import { canonicalHome } from "../../trust/grants_directory.ts";
import { stateProblem } from "../../trust/state_directory.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { grantPlace } from "../trust/trust_of.ts";

/** `trust list`: every grant of this user, for all repositories. Reads only. */
export function run(call: Call, context: Context): Promise<Output> {
  const question = grantPlace(context, placeOf(call, context));
  const { stateDirectory } = question;
  const problem = stateDirectory === null ? null : stateProblem(stateDirectory, question);
  const here = canonicalHome(question.home);
  const grants = readAllGrants(question).map((grant) => ({
    home: grant.home,
    here: grant.home === here,
    home_exists: isThere(grant.home),
    ...(grant.repository === null ? {} : { repository: grant.repository }),
    hash: grant.hash,
    granted_at: grant.grantedAt,
    granted_by: grant.grantedBy,
    commands: grant.lines.length,
  }));
  const approvers = readApprovers(question).map(({ home, name, grantedAt }) => ({
    home,
    here: home === here,
    home_exists: isThere(home),
    name,
    granted_at: grantedAt,
  }));
  return Promise.resolve({
    json: { state_directory: stateDirectory, unsafe: problem, grants, approvers },
    text: [
      ...(grants.length + approvers.length === 0 ? ["Nothing is granted"] : []),
      ...grants.map((grant) =>
        `${homeText(grant)}: ${grant.commands} ${grant.commands === 1 ? "command" : "commands"}, ` +
        `list ${grant.hash.slice(0, 16)}, granted ${
          escapeLine(grant.granted_at)
        } by ${grant.granted_by}`
      ),
      ...approvers.map((approver) =>
        `${homeText(approver)}: approvals of ${escapeLine(approver.name)} count, ` +
        `granted ${escapeLine(approver.granted_at)}`
      ),
      "",
    ].join("\n"),
    notices: problem === null
      ? []
      : [`warning: no grant counts: ${escapeLine(problem.path)}: ${escapeLine(problem.problem)}`],
  });
}

function isThere(path: string): boolean {
  try {
    return lstatOrNull(path) !== null;
  } catch {
    return true;
  }
}

function homeText(of: { home: string; here: boolean; home_exists: boolean }): string {
  return `${of.here ? "* " : "  "}${escapeLine(of.home)}${of.home_exists ? "" : " (is gone)"}`;
}
