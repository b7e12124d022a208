import { type Finding, found, type Severity } from "./finding.ts";

/** Names that a finding spells out. */
const NAMED = 5;

/**
 * What is found of the predecessor's files at these paths: nothing without paths.
 *
 * @param tree The linked worktree that they lie in, absolute; null for the home.
 */
export function aboutLegacy(
  condition: string,
  severity: Severity,
  paths: readonly string[],
  tree: string | null = null,
): readonly Finding[] {
  const [first] = paths;
  if (first === undefined) return [];
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : "";
  const names = paths.slice(0, NAMED).join(", ") + more;
  const evidence = { condition, paths: names, count: paths.length, first };
  return [found("legacy", severity, tree === null ? evidence : { ...evidence, tree })];
}
