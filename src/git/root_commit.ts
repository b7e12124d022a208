import { joinPath } from "../process/path.ts";
import { type GitPlace, runGit } from "./git.ts";
import type { GitDirectories } from "./git_entry.ts";
import { isPresent } from "./read_text.ts";

/**
 * Long enough to read a configuration. A pipe that somebody put in the place of a file of git would
 * make it wait for ever; history takes longer, and is asked for only if this went well.
 */
const CONFIG_SECONDS = 5;

const PARTIAL_CLONE = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";

/**
 * The first commit of the history behind HEAD, the smallest id where it has several beginnings. Null
 * when git cannot tell: no git, no repository, no commit, or a shallow or partial clone, whose first
 * commit need not be the repository's.
 */
export async function rootCommit(
  place: GitPlace & GitDirectories,
  env: Readonly<Record<string, string>>,
): Promise<string | null> {
  const common = place.gitCommonDirectory;
  if (common === null || isPresent(joinPath(common, "shallow"))) return null;
  const question = ["config", "--get-regexp", PARTIAL_CLONE];
  const partial = await runGit(place, question, env, CONFIG_SECONDS);
  // 1: no such key. Anything else is a partial clone, or a configuration that git cannot read.
  if (partial.kind !== "done" || partial.exitCode !== 1) return null;
  const roots = await runGit(place, ["rev-list", "--max-parents=0", "HEAD", "--"], env);
  if (roots.kind !== "done" || roots.exitCode !== 0) return null;
  const ids = roots.stdout.split("\n").filter((line) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
  return ids.sort()[0] ?? null;
}
