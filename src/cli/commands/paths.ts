import type { DiscoveryStep, Place } from "../../repo/place.ts";
import { HOUSE, WORKFLOW_FILE } from "../../repo/layout.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";

/** What each step of the search found, in words. */
const FOUND: Readonly<Record<DiscoveryStep["found"], string>> = {
  root_flag: "named by --root",
  root_variable: "named by ORCHESTRATOR_ROOT",
  worktree_of: "a linked worktree; its main checkout",
  unconfirmed_git_file: "a .git file that git does not confirm: the search ends here",
  strong_mark: "in use: it has",
  weak_mark: "could be used: it has",
  boundary_git: "a repository begins here: the search ends",
  boundary_home: "your home directory: the search ends before it",
  boundary_root: "the root directory: the search ends before it",
  boundary_device: "another device: the search ends before it",
  boundary_owner: "belongs to another user: the search ends before it",
  nothing: "nothing",
};

/** `paths`: which directories are used, and why. Reads only. */
export function run(call: Call, context: Context): Promise<Output> {
  const place = placeOf(call, context);
  const user = userDirectories(context.environment());
  const explain = hasFlag(call, "explain");
  const { home, tree, worktree, mark, boundary, gitDirectory, steps } = place;
  const directories = {
    home,
    tree,
    worktree,
    mark,
    boundary,
    git_directory: gitDirectory,
    house: `${home}/${HOUSE}`,
    workflow: `${tree}/${WORKFLOW_FILE}`,
    user_config: user.config,
    user_state: user.state,
  };
  return Promise.resolve({
    json: { ...directories, ...(explain ? { steps } : {}) },
    text: Object.entries(directories).map(([name, value]) =>
      `${`${name.replaceAll("_", " ")}:`.padEnd(16)}${value === null ? "-" : escapeLine(value)}\n`
    ).join("") + (explain ? explanation(place) : ""),
  });
}

function explanation({ steps }: Place): string {
  const lines = steps.map(({ path, found, detail }) =>
    `  ${escapeLine(path)}: ${FOUND[found]}${detail === null ? "" : ` ${escapeLine(detail)}`}\n`
  );
  return `\nSteps of the search:\n${lines.join("")}`;
}
