import type { PlanProblem, ProblemKind } from "../../migrate/problem.ts";

/** A problem of a plan in one sentence; escape it before it is printed. */
export function problemText({ kind, path, detail }: PlanProblem): string {
  return `${path} ${SENTENCES[kind](detail)}`;
}

const SENTENCES: Readonly<Record<ProblemKind, (detail: string) => string>> = {
  unreadable: (detail) => `cannot be read: ${detail}`,
  not_writable: () =>
    "is a directory that you may not write, so nothing can be moved with it or out of it; chmod u+w it",
  too_large: (detail) => `is too large to be taken apart; it goes to ${detail} whole`,
  not_json: (detail) => `is no JSON (${detail}); mend it or move it away`,
  not_a_workflow: () => "is no workflow state that can be understood",
  wrong_kind: (detail) => `is a ${detail}, where something else is expected; it stays`,
  link_outside: () => "is a link that leads out of the repository; replace it by what it means",
  link_dangling: () => "is a link that leads nowhere; it stays",
  byte_order_mark: () => "begins with a byte order mark, which is dropped",
  not_utf8: () => "has bytes that are not UTF-8; they are replaced, the backup keeps them",
  checksum_differs: () =>
    "has another content than its checksum says: it was edited; it is taken as it is",
  definition_missing: () =>
    "has no definition, and there is no usable workflow.yaml: the default workflow is used",
  definition_unusable: (detail) => `has a definition that cannot be used; ${detail} is used`,
  definition_differs: (detail) =>
    `has no definition, and ${detail} has changed since it was started; it is used all the same`,
  cut_line: () => "ends in the middle of a line; the line is kept as it is",
  checkpoint_unreadable: () => "does not say which workflow it belongs to; it goes to the main one",
  feedback_unreadable: () => "has a line that is no JSON; only the backup keeps it",
  plaintext_key: () => "is a private key in plain text; it stays",
  invalid_id: () => "has a name that cannot be an id here; it is kept, but not taken over",
  lost_base: () => "is a session of this program that has lost its base.json; it stays",
  same_name: (detail) => `has the name of another one; it becomes ${detail}`,
};
