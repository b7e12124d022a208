import { fallbackDefinition } from "./fallback_definition.ts";
import { readGitignore } from "./gitignore.ts";
import { lookAround } from "./look_around.ts";
import type { PlanProblem } from "./problem.ts";
import { scanFeedback } from "./scan_feedback.ts";
import { scanGroups, type WorkflowFound } from "./scan_groups.ts";
import type { Found, OwnSessions, Scan } from "./scan_type.ts";
import { takenPaths } from "./taken_paths.ts";

/** What a scan looks at. Both absolute; they differ for a repository that lies elsewhere. */
export interface ScanInput {
  /** Where the predecessor's files are. */
  readonly root: string;
  /** Where `.orchestrator/` is, or will be. */
  readonly home: string;
  readonly own: OwnSessions;
}

/**
 * Looks at everything in a root that a row of the catalogue could fit, and reads what a plan depends
 * on: states whole, logs in pieces, of checkpoints their beginning. Changes nothing.
 *
 * @throws `file.unreadable` for a directory that cannot be listed
 */
export async function scan({ root, home, own }: ScanInput): Promise<Scan> {
  const { found, unowned, problems: seenProblems } = lookAround(root);
  const problems: PlanProblem[] = [...seenProblems];
  const workflows = found.filter(isWorkflowFound);
  const { groups, rejected } = scanGroups(root, workflows, own, problems);
  const feedback = scanFeedback(root, found, problems);
  const read = new Set([...workflows, ...feedback.map((file) => file.found)]);
  const lacks = groups.some(({ state }) =>
    state?.reading.kind === "workflow" && state.reading.state.definition === null
  );
  return {
    groups,
    feedback,
    others: [...found.filter((one) => !read.has(one)), ...rejected],
    unowned,
    problems,
    own,
    fallback: lacks ? await fallbackDefinition(root) : null,
    ...takenPaths(root, home, found),
    gitignore: readGitignore(root),
  };
}

function isWorkflowFound(found: Found): found is WorkflowFound {
  const { id } = found.artefact;
  return id === "state" || id === "log" || id === "checkpoints" || id === "session";
}
