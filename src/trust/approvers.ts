import { joinPath } from "../process/path.ts";
import { fail } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { sha256Hex } from "../store/sha256.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import { isJsonObject } from "../workflow/json.ts";
import { grantPrefix } from "./grant.ts";
import { canonicalHome, makeGrantsDirectory } from "./grants_directory.ts";
import { readOwnText } from "./own_text.ts";
import { grantsDirectory, type Repository, stateProblem } from "./state_directory.ts";

/** Somebody whose approvals count in one home without a person at a terminal. */
export interface Approver {
  /** Absolute, without links. */
  readonly home: string;
  /** What `ORCHESTRATOR_ACTOR` says then. */
  readonly name: string;
  /** RFC 3339. */
  readonly grantedAt: string;
}

/** A home, and where its approvers would be. */
export interface ApproverQuestion extends Repository {
  /** The user's state directory, absolute; null when there is none. */
  readonly stateDirectory: string | null;
}

const SCHEMA = 1;
const NAME_DIGITS = 32;

/** The file of an approver, beside the grants of the home. */
export function approverPath(stateDirectory: string, home: string, name: string): string {
  const file = `${grantPrefix(home)}approver-${sha256Hex(name).slice(0, NAME_DIGITS)}.json`;
  return joinPath(grantsDirectory(stateDirectory), file);
}

/** Whether approvals of a name count in a home. Writes nothing. */
export function isApprover(question: ApproverQuestion & { readonly name: string }): boolean {
  const { stateDirectory, name } = question;
  if (stateDirectory === null || stateProblem(stateDirectory, question) !== null) {
    return false;
  }
  const home = canonicalHome(question.home);
  const approver = readApprover(approverPath(stateDirectory, home, name));
  return approver !== null && approver.home === home && approver.name === name;
}

/**
 * Lets the approvals of a name count in a home.
 *
 * @throws `trust.no_state` without a state directory, `trust.state_unsafe`, `file.not_created`, `io`.
 */
export function writeApprover(
  question: ApproverQuestion & { readonly name: string; readonly grantedAt: string },
): void {
  const { stateDirectory, name, grantedAt } = question;
  if (stateDirectory === null) {
    throw fail("trust.no_state", {});
  }
  const problem = makeGrantsDirectory(stateDirectory, question);
  if (problem !== null) {
    throw fail("trust.state_unsafe", problem);
  }
  const home = canonicalHome(question.home);
  const value = { schema: SCHEMA, home, approver: name, granted_at: grantedAt };
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const path = approverPath(stateDirectory, home, name);
  atomicWriteFile(path, new TextEncoder().encode(text), { mode: 0o600 });
}

/** The approvers of this user's homes, in the order of their names; none if the place is unsafe. */
export function readApprovers(question: ApproverQuestion): readonly Approver[] {
  const { stateDirectory } = question;
  if (stateDirectory === null || stateProblem(stateDirectory, question) !== null) {
    return [];
  }
  const directory = grantsDirectory(stateDirectory);
  return listDirectory(directory)
    .filter(({ name }) => name.includes("-approver-"))
    .flatMap(({ name }) => readApprover(joinPath(directory, name)) ?? [])
    .toSorted((a, b) => a.name < b.name ? -1 : 1);
}

/** Counts only if it is this user's file, and says what its name says. */
function readApprover(path: string): Approver | null {
  const value = parseJson(readOwnText(path) ?? "");
  if (!isJsonObject(value) || value["schema"] !== SCHEMA) {
    return null;
  }
  const { home, approver: name, granted_at: grantedAt } = value;
  if (typeof home !== "string" || typeof name !== "string" || typeof grantedAt !== "string") {
    return null;
  }
  return path.endsWith(approverPath("/", home, name)) ? { home, name, grantedAt } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
